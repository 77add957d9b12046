"""What fields of forms take, and how what people write in them is read."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated, NamedTuple

from pydantic import AfterValidator
from pydantic.config import JsonDict

from calendars.plain import line
from schemas.base import VN
from schemas.numerals import grouped

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")
_HOURS = ("%H:%M", "%Hh%M", "%Hh")
LONGEST = 200
"""Characters of a line, offered or written."""
LARGEST_KEPT = 2**63 - 1
"""The largest number that a ledger keeps, or looks for, in its columns."""


class UpTo(NamedTuple):
    """How many characters a text may have."""

    characters: int


class Within(NamedTuple):
    """Between which numbers, themselves included, a number lies; how these are said."""

    least: int
    most: int
    said: Callable[[int], str] = grouped


_FOLDED = AfterValidator(lambda text: line(text).strip())

# What a schema refuses, a pattern or a length, Prefect's pages answer in English; so
# schemas bear no limits, texts are folded into one line, and what was sent is checked
# against these limits and answered in words: `wrong_fields`.
Day = Annotated[str, UpTo(20), _FOLDED]
Hour = Annotated[str, UpTo(10), _FOLDED]
Number = Annotated[str, UpTo(40), _FOLDED]
Optional = Annotated[str, UpTo(LONGEST), _FOLDED]
Line = Annotated[str, UpTo(LONGEST), _FOLDED]
Address = Annotated[str, UpTo(254), _FOLDED]
Reason = Annotated[str, UpTo(500), _FOLDED]
Share = Annotated[int, Within(0, 100)]
Count = Annotated[int, Within(0, 1_000_000)]
Year = Annotated[int, Within(2000, 2100, said=str)]
Kept = Annotated[int, Within(0, LARGEST_KEPT)]


def reads(text: str) -> JsonDict:
    """Say above a form what it is for; pages would show the docstring else."""
    return {"description": text}


def day_of(text: str) -> date | None:
    """Return the day that a person wrote, None where it is none."""
    found = _moment(text, _DAYS)
    return found.date() if found else None


def hour_of(text: str) -> time | None:
    """Return the hour that a person wrote, None where it is none."""
    found = _moment(text.lower().replace(" giờ ", "h").replace(" giờ", "h"), _HOURS)
    return found.time() if found else None


def _moment(text: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).replace(tzinfo=VN)
    return None
