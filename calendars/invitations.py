"""Invitations as iCalendar (RFC 5545) that calendar clients accept (RFC 5546)."""

from icalendar import vCalAddress
from icalendar.enums import CUTYPE, PARTSTAT, ROLE, STATUS

from calendars.event import Event, Party
from calendars.plain import bare, quoted
from calendars.vevent import add_alarms, calendar, vevent
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
    a character that cannot be seen.
    """
    if not event.attendees:
        raise ValueError("an invitation has somebody to invite")
    asked = method is Method.REQUEST
    made = calendar(method.value, [event])
    status = STATUS.CONFIRMED if asked else STATUS.CANCELLED
    attendees = [_attendee(party, asked) for party in event.attendees]
    component = vevent(event, status, attendees)
    if asked:
        add_alarms(component, event)
    made.add_component(component)
    return made.to_ical()


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
