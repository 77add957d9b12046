"""Invitations as iCalendar (RFC 5545) that calendar clients accept (RFC 5546)."""

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
from icalendar.enums import CUTYPE, PARTSTAT, ROLE, STATUS, TRANSP

from calendars.event import Event, Party
from calendars.plain import bare, category, line, lines, quoted
from schemas.base import VN
from schemas.letter import Method

_PRODUCT = "-//campaign//VI"
_FOR_EVER = datetime.combine(date(1975, 6, 13), time())


def uid(campaign: str, agency: str, event: str, signature: str, host: str) -> str:
    """Return the event's name for ever, equal for equal arguments.

    Ids hold no `_`, so that different campaigns and agencies never meet in one name.
    Clients send the name back, so its signature shows that an answer is to us.
    """
    return f"{campaign}_{agency}_{event.replace(':', '_')}_{signature}@{host}"


def invitation(event: Event, method: Method) -> bytes:
    """Return the message, equal bytes for an equal event; one message holds one event.

    A VEVENT, because clients ignore VTODO. Raise ValueError for an address or a link
    with a space or a character that cannot be seen.
    """
    calendar = Calendar()  # `Calendar.new()` would add a random UID
    _put(calendar, PRODID=_PRODUCT, VERSION="2.0", METHOD=method.value)
    if isinstance(event.start, datetime):
        calendar.add_component(_vietnam())
    component = _component(event, method)
    if method is Method.REQUEST:
        for before in event.alarms:
            component.add_component(_alarm(before, event))
    calendar.add_component(component)
    return calendar.to_ical()


def _component(event: Event, method: Method) -> VEvent:
    whole_days = not isinstance(event.start, datetime)
    asked = method is Method.REQUEST
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
        attendees=[_attendee(party, asked) for party in event.attendees],
        status=STATUS.CONFIRMED if asked else STATUS.CANCELLED,
        transparency=TRANSP.TRANSPARENT if whole_days else TRANSP.OPAQUE,
    )
    # A property without a value is an error to readers, so what is empty has no line.
    if categories := [name for name in map(category, event.categories) if name]:
        component.categories = categories
    if html := lines(event.html or ""):
        _put(component, X_ALT_DESC=vText(html, params={"FMTTYPE": "text/html"}))
    if whole_days:
        _put(component, X_MICROSOFT_CDO_ALLDAYEVENT="TRUE")
    _put(component, X_MICROSOFT_CDO_BUSYSTATUS="FREE" if whole_days else "BUSY")
    return component


def _attendee(party: Party, asked: bool) -> vCalAddress:
    # A mailbox is read by several people of an office, hence a group.
    return vCalAddress.new(
        bare(party.address),
        cn=quoted(party.name),
        role=ROLE.REQ_PARTICIPANT,
        partstat=PARTSTAT.NEEDS_ACTION,
        rsvp=party.rsvp and asked,
        cutype=CUTYPE.GROUP,
    )


def _alarm(before: timedelta, event: Event) -> Alarm:
    alarm = Alarm()
    _put(alarm, ACTION="DISPLAY", DESCRIPTION=line(event.summary), TRIGGER=before)
    return alarm


def _local(at: date | datetime) -> date | datetime:
    return at.astimezone(VN) if isinstance(at, datetime) else at


def _vietnam() -> Timezone:
    """Describe +07 by one rule: Vietnam has had no other time since 13/6/1975."""
    seven = timedelta(hours=7)
    zone, always = Timezone(), TimezoneStandard()
    _put(zone, TZID=VN.key)
    _put(always, DTSTART=_FOR_EVER, TZOFFSETFROM=seven, TZOFFSETTO=seven, TZNAME="+07")
    zone.add_component(always)
    return zone


def _put(component: Component, **properties: object) -> None:
    for name, value in properties.items():
        # The library leaves `value` without a type.
        component.add(name.replace("_", "-"), value)  # pyright: ignore[reportUnknownMemberType]
