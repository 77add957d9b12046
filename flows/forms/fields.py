"""What fields of forms take, and how what people write in them is read."""

from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated

from pydantic import StringConstraints
from pydantic.config import JsonDict

from schemas.base import VN

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")
_HOURS = ("%H:%M", "%Hh%M", "%Hh")
LONGEST = 200
"""Characters of a line, offered or written."""
WORDS = r"^\s*\S[^\x00-\x1f]*$"

# What a pattern refuses, Prefect's pages answer with the pattern itself; so these are
# checked once they are sent, and answered in words.
Day = Annotated[str, StringConstraints(max_length=20)]
Hour = Annotated[str, StringConstraints(max_length=10)]
Number = Annotated[str, StringConstraints(max_length=40)]
Optional = Annotated[str, StringConstraints(max_length=LONGEST)]
Line = Annotated[str, StringConstraints(pattern=WORDS, max_length=LONGEST)]
Reason = Annotated[str, StringConstraints(pattern=WORDS, max_length=500)]


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
