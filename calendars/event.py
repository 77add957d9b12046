"""An event of a calendar as a value, its wording ready."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from calendars.plain import line

DAY_ALARMS = (timedelta(days=-3, hours=8), timedelta(days=-1, hours=8))
"""For whole days, which begin at 0:00: at 8:00, three days and one day before."""
HOUR_ALARMS = (timedelta(days=-1), timedelta(minutes=-30))


class Party(NamedTuple):
    """Whom an event belongs to, or who is invited; `rsvp` asks for an answer."""

    name: str
    address: str
    rsvp: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event, shown to all its attendees.

    `start` and `end` are two dates or two aware datetimes, the end excluded: an event
    of one whole day ends on the next. `sequence` grows by one with every message about
    the same `uid`; `stamp` is when this one was composed. A feed's events have no
    attendees.
    """

    uid: str
    sequence: int
    stamp: datetime
    summary: str
    description: str
    start: date | datetime
    end: date | datetime
    organizer: Party
    attendees: tuple[Party, ...]
    html: str | None = None
    location: str | None = None
    categories: tuple[str, ...] = ()
    url: str | None = None
    alarms: tuple[timedelta, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for what no client could show."""
        moments = [at for at in (self.start, self.end) if isinstance(at, datetime)]
        if len(moments) == 1:
            raise ValueError("an event runs between two days or between two moments")
        if any(at.tzinfo is None for at in (self.stamp, *moments)):
            raise ValueError("a moment needs a time zone")
        if self.start >= self.end:
            raise ValueError("an event ends after it starts")
        if not line(self.summary).strip():
            raise ValueError("an event has a summary that can be seen")
