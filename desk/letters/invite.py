"""The calendar event inside a letter, worded and addressed."""

from datetime import date, datetime, timedelta

from calendars.event import DAY_ALARMS, HOUR_ALARMS, Event, Party
from calendars.invitations import invitation
from desk.letters.material import Material
from desk.letters.wording import Wording
from rules.events import CALL_LENGTH, LAUNCH_EVENT
from schemas.letter import Invitation, Method

LAUNCH_LENGTH = timedelta(hours=2)


def invite(
    material: Material, invited: Invitation, wording: Wording, readers: list[Party]
) -> bytes:
    """Return the iCalendar message of an invitation (RFC 5546)."""
    folder, view = f"invitations/{_folder(invited)}", wording.view
    plan, office = material.season.plan, view.plan.office
    start, end = _times(invited)
    event = Event(
        uid=material.names.event_uid(material.row.agency, invited.event),
        sequence=invited.sequence,
        stamp=material.letter.queued,
        summary=wording.of(f"{folder}/summary.txt").strip(),
        description=wording.of(f"{folder}/description.txt").strip(),
        start=start,
        end=end,
        location=view.launch.place if view.launch and _is_launch(invited) else None,
        organizer=Party(office.name, office.address),
        attendees=tuple(readers),
        categories=(plan.short_title,),
        url=view.link or None,
        alarms=HOUR_ALARMS if invited.starts else DAY_ALARMS,
    )
    return invitation(event, invited.method)


def _is_launch(invited: Invitation) -> bool:
    return invited.event == LAUNCH_EVENT


def _folder(invited: Invitation) -> str:
    if invited.method is Method.CANCEL:
        return "cancelled"
    if _is_launch(invited):
        return "launch"
    if invited.starts is not None:
        return "call"
    return "overdue" if invited.overdue else "day"


def _times(invited: Invitation) -> tuple[date | datetime, date | datetime]:
    if invited.starts is None:
        return invited.day, invited.day + timedelta(days=1)
    length = LAUNCH_LENGTH if _is_launch(invited) else CALL_LENGTH
    return invited.starts, invited.starts + length
