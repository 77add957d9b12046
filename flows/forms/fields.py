"""What fields of forms take, and how what people write in them is read."""

from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, StringConstraints
from pydantic.config import JsonDict

from calendars.plain import line
from schemas.base import VN

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")
_HOURS = ("%H:%M", "%Hh%M", "%Hh")
LONGEST = 200
"""Characters of a line, offered or written."""

_FOLDED = AfterValidator(lambda text: line(text).strip())

# What a schema's pattern refuses, Prefect's pages answer with the pattern itself; so
# texts are folded into one line and checked once they are sent, and answered in words.
Day = Annotated[str, StringConstraints(max_length=20), _FOLDED]
Hour = Annotated[str, StringConstraints(max_length=10), _FOLDED]
Number = Annotated[str, StringConstraints(max_length=40), _FOLDED]
Optional = Annotated[str, StringConstraints(max_length=LONGEST), _FOLDED]
Line = Annotated[str, StringConstraints(max_length=LONGEST), _FOLDED]
Address = Annotated[str, StringConstraints(max_length=254), _FOLDED]
Reason = Annotated[str, StringConstraints(max_length=500), _FOLDED]


def reads(text: str) -> JsonDict:
    """Say above a form what it is for; pages would show the docstring else."""
    return {"description": text}


def left_blank(given: BaseModel) -> list[str]:
    """Return the titles of fields that have to be filled in, and are not."""
    return [
        field.title or name
        for name, field in type(given).model_fields.items()
        if field.is_required() and not str(getattr(given, name)).strip()
    ]


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
