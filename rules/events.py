"""Calendar events an agency should hold, and which of them it does not hold yet."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from calendars.working_days import WorkingDays
from rules.keys import day_event
from rules.standing import Standing
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.in_force import Ceremony
from schemas.letter import Invitation, Method

PLANNED, OVERDUE = "planned", "overdue"
LAUNCH_EVENT = "launch"


class Wanted(NamedTuple):
    """One event to tell of: `state` is what the agency's calendar should come to."""

    state: str
    invitation: Invitation


def day_events(
    assignments: Iterable[Assignment],
    overdue: set[str],
    standing: Standing,
    days: WorkingDays,
    today: date,
) -> list[Wanted]:
    """Return the missing events of last valid days, the overdue first, then by day.

    One event holds all duties of a day. Once a duty of the day was escalated its event
    moves to the next working day; a day that has passed is not announced any more.
    """
    states: dict[date, str] = {}
    for assignment in assignments:
        state = OVERDUE if assignment.duty in overdue else PLANNED
        known = states.get(assignment.last_day, PLANNED)
        states[assignment.last_day] = OVERDUE if OVERDUE in (state, known) else PLANNED
    wanted = [
        _wanted(day, state, standing, days, today)
        for day, state in states.items()
        if state == OVERDUE or day >= today
    ]
    return sorted(
        (one for one in wanted if one is not None),
        key=lambda one: (one.state != OVERDUE, one.invitation.day),
    )


def _wanted(
    day: date, state: str, standing: Standing, days: WorkingDays, today: date
) -> Wanted | None:
    event = day_event(day)
    sent = standing.events.get(event, [])
    if sent and sent[-1] in (state, OVERDUE):
        return None
    shown = days.after(today) if state == OVERDUE else day
    late = state == OVERDUE
    return Wanted(
        state, Invitation(event, Method.REQUEST, len(sent), shown, overdue=late)
    )


def launch_event(
    ceremony: Ceremony | None, standing: Standing, now: datetime
) -> Wanted | None:
    """Return the launch ceremony's invitation while its current form is untold."""
    if ceremony is None or ceremony.starts <= now:
        return None
    sent = standing.events.get(LAUNCH_EVENT, [])
    state = f"launch-{ceremony.number}"
    if sent and sent[-1] == state:
        return None
    starts = ceremony.starts.astimezone(VN)
    return Wanted(
        state,
        Invitation(LAUNCH_EVENT, Method.REQUEST, len(sent), starts.date(), starts),
    )


CALL_LENGTH = timedelta(minutes=15)


def call_event(to: str, at: datetime) -> Invitation:
    """Return the invitation to a short call with the office."""
    event = f"call:{to}:{at:%Y-%m-%d}"
    return Invitation(event, Method.REQUEST, 0, at.date(), at)
