"""The parts of an iCalendar object (RFC 5545) that invitations and feeds share."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Timezone,
    TimezoneStandard,
    vCalAddress,
    vText,
)
from icalendar import Event as VEvent
from icalendar.enums import STATUS, TRANSP

from calendars.event import Event
from calendars.plain import bare, category, line, lines, quoted
from schemas.base import VN

_PRODUCT = "-//campaign//VI"
_FOR_EVER = datetime.combine(date(1975, 6, 13), time())


def calendar(method: str, events: Iterable[Event]) -> Calendar:
    """Return an empty calendar, with the zone that its events need."""
    made = Calendar()  # `Calendar.new()` would add a random UID
    put(made, PRODID=_PRODUCT, VERSION="2.0", METHOD=method)
    if any(isinstance(event.start, datetime) for event in events):
        made.add_component(_vietnam())
    return made


def vevent(event: Event, status: STATUS, attendees: list[vCalAddress]) -> VEvent:
    """Return the event without alarms; a VEVENT, because clients ignore VTODO.

    Raise ValueError for an address or a link with a space or a character that cannot
    be seen.
    """
    whole_days = not isinstance(event.start, datetime)
    stamp = event.stamp.astimezone(UTC)
    component = VEvent.new(
        uid=line(event.uid),
        sequence=event.sequence,
        stamp=stamp,
        last_modified=stamp,
        summary=line(event.summary),
        description=lines(event.description) or None,
        start=_local(event.start),
        end=_local(event.end),
        location=line(event.location or "") or None,
        url=None if event.url is None else bare(event.url),
        organizer=vCalAddress.new(
            bare(event.organizer.address), cn=quoted(event.organizer.name)
        ),
        attendees=attendees,
        status=status,
        transparency=TRANSP.TRANSPARENT if whole_days else TRANSP.OPAQUE,
    )
    # A property without a value is an error to readers, so what is empty has no line.
    if categories := [name for name in map(category, event.categories) if name]:
        component.categories = categories
    if html := lines(event.html or ""):
        put(component, X_ALT_DESC=vText(html, params={"FMTTYPE": "text/html"}))
    if whole_days:
        put(component, X_MICROSOFT_CDO_ALLDAYEVENT="TRUE")
    put(component, X_MICROSOFT_CDO_BUSYSTATUS="FREE" if whole_days else "BUSY")
    return component


def add_alarms(component: VEvent, event: Event) -> None:
    """Let the event ring when it says."""
    for before in event.alarms:
        alarm = Alarm()
        put(alarm, ACTION="DISPLAY", DESCRIPTION=line(event.summary), TRIGGER=before)
        component.add_component(alarm)


def put(component: Component, **properties: object) -> None:
    """Add properties, `_` in a name standing for `-`."""
    for name, value in properties.items():
        # The library leaves `value` without a type.
        component.add(name.replace("_", "-"), value)  # pyright: ignore[reportUnknownMemberType]


def _local(at: date | datetime) -> date | datetime:
    return at.astimezone(VN) if isinstance(at, datetime) else at


def _vietnam() -> Timezone:
    """Describe +07 by one rule: Vietnam has had no other time since 13/6/1975."""
    seven = timedelta(hours=7)
    zone, always = Timezone(), TimezoneStandard()
    put(zone, TZID=VN.key)
    put(always, DTSTART=_FOR_EVER, TZOFFSETFROM=seven, TZOFFSETTO=seven, TZNAME="+07")
    zone.add_component(always)
    return zone
