"""Calendar events an agency should hold, and how they differ from what it was told."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from calendars.working_days import WorkingDays
from rules.keys import day_event, day_of, event_key, is_day
from rules.standing import Standing
from schemas.action import Action
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.in_force import Ceremony
from schemas.letter import Invitation, Method

CANCELLED = "cancelled"
"""The state of an event that was taken back; no calendar holds it any more."""
LAUNCH_EVENT = "launch"
CALL = "call:"
CALL_LENGTH = timedelta(minutes=15)


class Wanted(NamedTuple):
    """One message about an event: `state` is what the agency's calendar comes to.

    A `change` is about an event that the calendar holds; `ahead` tells that what it
    shows, or should show, lies today or later, so that it can still mislead somebody.
    """

    state: str
    invitation: Invitation
    change: bool = False
    ahead: bool = True

    @property
    def telling(self) -> Action:
        """Return what is recorded once the message is queued."""
        event, sequence = self.invitation.event, self.invitation.sequence
        reason = "its calendar event changed" if self.change else "event not yet told"
        return Action(event_key(event, sequence), event, self.state, reason)


class Shown(NamedTuple):
    """What the event of one last day should show: its open duties, on which day.

    `reader` numbers the fact that passed the docket on: whoever reads it from then on
    gets every event anew, 0 where the agency's contact reads it.
    """

    day: date
    duties: tuple[str, ...]
    overdue: bool = False
    reader: int = 0

    @property
    def state(self) -> str:
        """Return the day shown and a digest: equal for what a reader sees as equal."""
        return f"{self.day}/{_digest(self.duties, self.reader, overdue=self.overdue)}"


@lru_cache(maxsize=10_000)
def _digest(duties: tuple[str, ...], reader: int, *, overdue: bool) -> str:
    named = (f"@{reader}",) if reader else ()
    text = " ".join((str(overdue), *sorted(duties), *named))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def owed_on(
    day: date, assignments: Iterable[Assignment], standing: Standing
) -> tuple[Assignment, ...]:
    """Return the duties that the event of one last day lists: bound to it, and open."""
    return tuple(
        owes
        for owes in assignments
        if owes.last_day == day and owes.binding and not standing.rests(owes.duty)
    )


def shown_days(
    open_: Iterable[tuple[Assignment, datetime | None]],
    days: WorkingDays,
    reader: int = 0,
) -> dict[date, Shown]:
    """Return what the event of each last day should show to its `reader`.

    `open_` holds the open duties, each with the moment of its last escalation. One
    event holds all duties of a day; once one of them was escalated it moves to the
    working day after that letter.
    """
    duties: dict[date, list[str]] = {}
    escalated: dict[date, datetime] = {}
    for owes, at in open_:
        duties.setdefault(owes.last_day, []).append(owes.duty)
        if at is not None:
            escalated[owes.last_day] = max(at, escalated.get(owes.last_day, at))
    shown = {
        day: Shown(day, tuple(listed), reader=reader) for day, listed in duties.items()
    }
    for day, at in escalated.items():
        behind = days.after(at.astimezone(VN).date())
        shown[day] = shown[day]._replace(day=behind, overdue=True)
    return shown


def day_events(
    shown: dict[date, Shown], standing: Standing, today: date
) -> list[Wanted]:
    """Return the messages that bring the calendar to what it should show.

    The overdue first, then by the day shown. A day that has passed is not announced
    any more; a day of which nothing is left is cancelled.
    """
    told = [day_of(event) for event in standing.events if is_day(event)]
    wanted = (
        _difference(day, shown.get(day), standing, today)
        for day in dict.fromkeys((*shown, *told))
    )
    return sorted(
        (one for one in wanted if one is not None),
        key=lambda one: (not one.invitation.overdue, one.invitation[3], one[1].event),
    )


def _difference(
    day: date, shown: Shown | None, standing: Standing, today: date
) -> Wanted | None:
    event = day_event(day)
    told, sequence = standing.told(event), len(standing.events.get(event, ()))
    held = told not in ("", CANCELLED)
    before = date.fromisoformat(told.partition("/")[0]) if held else date.min
    if shown is None:
        taken_back = Invitation(event, Method.CANCEL, sequence, before)
        return Wanted(CANCELLED, taken_back, True, before >= today) if held else None
    if shown.state == told or not (held or shown.day >= today):
        return None
    invitation = Invitation(
        event, Method.REQUEST, sequence, shown.day, None, shown.overdue, shown.duties
    )
    return Wanted(shown.state, invitation, held, max(before, shown.day) >= today)


def launch_event(
    ceremony: Ceremony | None, standing: Standing, now: datetime
) -> Wanted | None:
    """Return the launch ceremony's invitation while its current form is untold."""
    if ceremony is None or ceremony.starts <= now:
        return None
    told, state = standing.told(LAUNCH_EVENT), f"launch-{ceremony.number}"
    if told == state:
        return None
    starts, sent = ceremony.starts.astimezone(VN), standing.events.get(LAUNCH_EVENT, ())
    invitation = Invitation(
        LAUNCH_EVENT, Method.REQUEST, len(sent), starts.date(), starts
    )
    return Wanted(state, invitation, change=bool(told))


def call_event(to: str, at: datetime, standing: Standing) -> Invitation:
    """Return the invitation to a short call with the office."""
    event = f"{CALL}{to}:{at:%Y-%m-%d}"
    sequence = len(standing.events.get(event, ()))
    return Invitation(event, Method.REQUEST, sequence, at.date(), at)


def calls_off(
    readers: frozenset[str], standing: Standing, now: datetime
) -> list[Invitation]:
    """Return what takes back the calls ahead with those who have nothing to discuss.

    `readers` are those against whose agencies something stands.
    """
    return [
        Invitation(event, Method.CANCEL, len(standing.events[event]), at.date(), at)
        for event, at in calls_held(standing)
        if reader_of(event) not in readers and at > now
    ]


def calls_held(standing: Standing) -> list[tuple[str, datetime]]:
    """Return the calls that were invited to and not called off, each with its start."""
    return [
        (event, at)
        for event in standing.events
        if event.startswith(CALL)
        if (at := _told_moment(standing.told(event))) is not None
    ]


def call_told(call: Invitation) -> Action:
    """Return what is recorded of a call: its moment, or that it was called off."""
    called_off = call.method is Method.CANCEL
    state = CANCELLED if called_off else f"{call.starts:%Y-%m-%dT%H:%M%z}"
    name = event_key(call.event, call.sequence)
    return Action(name, call.event, state, "a call with the office")


def reader_of(event: str) -> str:
    """Return who was invited to a call."""
    return event.removeprefix(CALL).rpartition(":")[0]


def _told_moment(state: str) -> datetime | None:
    return None if state in ("", CANCELLED) else datetime.fromisoformat(state)
