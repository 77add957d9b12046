"""What a text says of time, as a value: how it binds, and what it comes to."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

_HALF_A_YEAR = 6


class Bound(StrEnum):
    """How a time binds; the words of the reader's result."""

    BEFORE = "before"
    BY = "by"
    ON = "on"
    FROM_TO = "from_to"
    FROM = "from"
    OCCASION = "occasion"
    FUZZY = "fuzzy"
    RELATIVE_BY = "relative_by"
    RECURRING = "recurring"
    BY_REGULATION = "by_regulation"
    UNPARSEABLE = "unparseable"


class Said(NamedTuple):
    """A time that a text says: where its words stand, and what they come to.

    `last_day` is the last valid day, None where only a person can tell.
    """

    start: int
    end: int
    bound: Bound
    day: date | None = None
    first: date | None = None
    last: date | None = None
    last_day: date | None = None
    offset_days: int | None = None
    working: bool = False
    anchor: str | None = None
    year_inferred: bool = False
    hour: str | None = None
    weekday: int | None = None
    """The weekday the text gives, Monday 0."""


class Year(NamedTuple):
    """The year a text is about, 0 if it names none, and its campaign's first day."""

    year: int
    begins: date | None = None

    def of(self, month: int) -> int:
        """Return the year of a month that stands without one.

        A campaign of the year's end is reported on at the begin of the next.
        """
        if self.begins is not None and self.begins.month - month > _HALF_A_YEAR:
            return self.year + 1
        return self.year
