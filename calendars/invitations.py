"""Invitations as iCalendar (RFC 5545) that calendar clients accept (RFC 5546)."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from icalendar import Calendar, vCalAddress
from icalendar import Event as VEvent
from icalendar.enums import CUTYPE, PARTSTAT, ROLE, STATUS
from icalendar.parser import Contentline

from calendars.event import Event, Party
from calendars.plain import bare, line, lines, quoted
from calendars.vevent import add_alarms, calendar, put, vevent
from schemas.letter import Method


def uid(campaign: str, agency: str, event: str, signature: str, host: str) -> str:
    """Return the event's name for ever, equal for equal arguments.

    Ids hold no `_`, so that different campaigns and agencies never meet in one name.
    Clients send the name back, so its signature shows that an answer is to us.
    """
    return f"{campaign}_{agency}_{event.replace(':', '_')}_{signature}@{host}"


def invitation(event: Event, method: Method) -> bytes:
    """Return the message, equal bytes for an equal event; one message holds one event.

    Raise ValueError for nobody to invite, and for an address or a link with a space or
    a character that cannot be seen. What many messages share is written once: they are
    what `component` gives.
    """
    if not event.attendees:
        raise ValueError("an invitation has somebody to invite")
    own = _own_lines(event, method)
    mould = _mould(replace(event, **_STAND_IN), method)
    return b"".join(own[part] if isinstance(part, str) else part for part in mould)


def component(event: Event, method: Method) -> Calendar:
    """Return the message as a component, for one event by itself."""
    asked = method is Method.REQUEST
    made = calendar(method.value, [event])
    status = STATUS.CONFIRMED if asked else STATUS.CANCELLED
    inner = vevent(event, status, _attendees(event, asked=asked))
    if asked:
        add_alarms(inner, event)
    made.add_component(inner)
    return made


_OCTETS, _WITHIN = 74, 0x80
"""What a line takes, and how an octet begins that begins no character."""
_OWN = ("ATTENDEE", "DESCRIPTION", "UID", "URL")
"""The properties in which the invitations of many agencies to one event differ."""
_STAND_IN: dict[str, Any] = {
    "attendees": (Party("", "somebody@campaign.example"),),
    "description": "something",
    "uid": "something",
    "url": "http://campaign.example",
}


@lru_cache(maxsize=256)
def _mould(event: Event, method: Method) -> tuple[bytes | str, ...]:
    """Return the lines that are shared, and by name where those of one's own stand."""
    parts: list[bytes | str] = []
    for one in component(event, method).content_lines():
        name = _name(one)
        slot = name in _OWN and name not in parts
        parts.append(name if slot else _ended(one))
    return tuple(parts)


def _own_lines(event: Event, method: Method) -> dict[str, bytes]:
    """Return the lines of an event's own properties, empty where it has none."""
    inner = VEvent()
    own: dict[str, bytes] = dict.fromkeys(_OWN, b"")
    inner.attendees = _attendees(event, asked=method is Method.REQUEST)
    put(inner, UID=line(event.uid))
    if described := lines(event.description):
        put(inner, DESCRIPTION=described)
    if event.url is not None:
        put(inner, URL=bare(event.url))
    for one in inner.content_lines():
        if (name := _name(one)) in own:
            own[name] += _ended(one)
    return own


def _name(content_line: str) -> str:
    return content_line.partition(":")[0].partition(";")[0]


def _ended(content_line: Contentline) -> bytes:
    """Fold a line as the library does, which looks at each character by itself.

    A line has at most 74 octets; an escape stays with what it escapes.
    """
    raw, begin = content_line.encode(), 0
    parts: list[bytes] = []
    while (end := begin + _OCTETS) < len(raw):
        while raw[end] & 0xC0 == _WITHIN:
            end -= 1
        if raw[end - 1] in b"\\^":
            end -= 1
        parts.append(raw[begin:end])
        begin = end
    parts.append(raw[begin:])
    return b"\r\n ".join(parts) + b"\r\n" if raw else b""


def _attendees(event: Event, *, asked: bool) -> list[vCalAddress]:
    return [_attendee(party, asked) for party in event.attendees]


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
