"""Moments at the border: epoch seconds in the tables, aware datetimes outside."""

from datetime import datetime
from functools import lru_cache

from schemas.base import VN


@lru_cache(maxsize=4096)
def seconds(moment: datetime) -> int:
    """Return whole epoch seconds; refuse a moment without its zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} needs a time zone")
    return int(moment.timestamp())


def seconds_or_none(moment: datetime | None) -> int | None:
    """Return whole epoch seconds, None for None."""
    return None if moment is None else seconds(moment)


@lru_cache(maxsize=4096)  # facts of one beat share their moment
def moment(seconds: int) -> datetime:
    """Return the moment in the campaign's zone."""
    return datetime.fromtimestamp(seconds, VN)


def moment_or_none(seconds: int | None) -> datetime | None:
    """Return the moment in the campaign's zone, None for None."""
    return None if seconds is None else moment(seconds)
