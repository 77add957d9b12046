"""Read an answer to an invitation (METHOD:REPLY, RFC 5546, 3.2.3) as a value."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from icalendar import Calendar, Event

from calendars.plain import line, lines
from calendars.reading import LIMIT, ReadingError, attendee_of, text_of

_NAME, _COMMENT, _UID = 100, 2000, 400
_HIGHEST = 1_000_000
REPLY = "REPLY"


class Part(StrEnum):
    """What an answer says (PARTSTAT); all else is said by nobody who was invited."""

    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


class Reply(NamedTuple):
    """One person's answer to one event; `address` is the invited one, in lower case.

    `name` (at most 100 characters) and `comment` (at most 2000) are data from outside;
    `stamp` is the moment at which the answer was given.
    """

    uid: str
    sequence: int
    part: Part
    address: str
    name: str
    comment: str
    stamp: datetime


def read_reply(data: bytes) -> Reply:
    """Return the answer an iCalendar object holds.

    Raises ReadingError, in English, for another method and for whatever is not one
    answer of one person to one whole event.
    """
    if len(data) > LIMIT:
        raise ReadingError(f"an answer of {len(data)} bytes, {LIMIT} are read")
    try:
        return _reply(_only_event(Calendar.from_ical(data)))
    except ReadingError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        # The library's own errors are ValueErrors; broken values surface as the rest.
        raise ReadingError("an answer that cannot be read") from error


def _only_event(calendar: Calendar) -> Event:
    method = text_of(calendar, "METHOD").strip().upper()
    if method != REPLY:
        raise ReadingError(f"a calendar message {line(method)[:20]}, not a REPLY")
    if len(calendar.events) != 1:
        raise ReadingError("not one event")
    return calendar.events[0]


def _reply(event: Event) -> Reply:
    if "RECURRENCE-ID" in event or len(event.attendees) != 1:
        raise ReadingError("not one answer to the whole event")
    who = attendee_of(event.attendees[0])
    uid, sequence = text_of(event, "UID").strip(), event.sequence
    if not 0 < len(uid) <= _UID or not 0 <= sequence <= _HIGHEST:
        raise ReadingError("no event that was sent")
    stamp = event.DTSTAMP
    if not isinstance(stamp, datetime):
        raise ReadingError("an answer of no moment")
    return Reply(
        uid=uid,
        sequence=sequence,
        part=Part(who.answer.upper()),
        address=who.address.strip().lower(),
        name=line(who.name).strip()[:_NAME].strip(),
        comment=lines(text_of(event, "COMMENT"))[:_COMMENT].strip(),
        stamp=stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC),
    )
