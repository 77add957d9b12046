"""Read an invitation or a reply back as a value (RFC 5545, RFC 5546)."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast

from icalendar import Calendar, Component, Event, vCalAddress

from schemas.base import VN
from schemas.errors import CampaignError

LIMIT = 256 * 1024
"""Bytes; what is longer is no invitation."""


class ReadingError(CampaignError):
    """The bytes hold no event that can be read."""


class Attendee(NamedTuple):
    """The organizer or one who is invited, and the answer given so far (PARTSTAT)."""

    name: str
    address: str
    answer: str = ""


class Invited(NamedTuple):
    """What one message says about one event.

    `start` and `last` are dates for whole days, both included, or moments that know
    their zone; a time without a zone is one in Vietnam, an end before the start is
    the start. An RRULE is not expanded.
    """

    method: str
    uid: str
    sequence: int
    summary: str
    start: date | datetime
    last: date | datetime
    description: str
    location: str
    status: str
    organizer: Attendee | None
    attendees: tuple[Attendee, ...]


def read_invitation(data: bytes) -> Invited:
    """Return the first event of an iCalendar object; raise ReadingError for none."""
    if len(data) > LIMIT:
        raise ReadingError(f"an invitation of {len(data)} bytes, {LIMIT} are read")
    try:
        calendar = Calendar.from_ical(data)
        return _invited(calendar, calendar.events[0])
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        # The library's own errors are ValueErrors; broken values surface as the rest.
        raise ReadingError(f"no invitation can be read: {error}") from error


def _invited(calendar: Calendar, event: Event) -> Invited:
    start, last = _placed(event.start), _placed(event.end)
    if not isinstance(last, datetime):
        last -= timedelta(days=1)
    return Invited(
        method=text_of(calendar, "METHOD").upper(),
        uid=text_of(event, "UID"),
        sequence=event.sequence,
        summary=text_of(event, "SUMMARY"),
        start=start,
        last=max(start, last),
        description=text_of(event, "DESCRIPTION"),
        location=text_of(event, "LOCATION"),
        status=text_of(event, "STATUS").upper(),
        organizer=attendee_of(event.organizer) if event.organizer else None,
        attendees=tuple(map(attendee_of, event.attendees)),
    )


def text_of(component: Component, name: str) -> str:
    """Return a property as text, the first of several, empty where there is none."""
    value: Any = component.get(name, "")  # several of a name come as a list
    return str(cast("list[Any]", value)[0] if isinstance(value, list) else value)


def attendee_of(value: vCalAddress) -> Attendee:
    """Return who is meant, and the answer given so far."""
    address = str(value)
    if address.lower().startswith("mailto:"):
        address = address[len("mailto:") :]
    parameters = value.params
    return Attendee(
        str(parameters.get("CN", "")), address, str(parameters.get("PARTSTAT", ""))
    )


def _placed(at: date | datetime) -> date | datetime:
    if isinstance(at, datetime) and at.tzinfo is None:
        return at.replace(tzinfo=VN)
    return at
