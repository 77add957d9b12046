"""What comes next in each phase, and when, if nobody acts from now on."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from calendars.deadlines import last_instant
from calendars.hours import next_open
from calendars.working_days import WorkingDays
from rules.docket import Docket, Terms, of_each
from rules.keys import ASSIGN
from rules.notices import Due, open_duties
from rules.phases import LAUNCH_NOTICE, Reached
from rules.rungs import allowed, comes, waits
from rules.silences import silent_until
from rules.standing import Standing
from schemas.assignment import DocketKind, Rung
from schemas.base import VN
from schemas.in_force import Ceremony
from schemas.phase import PhaseKind
from schemas.plan import Plan
from schemas.step import StepKind


class What(StrEnum):
    """What comes: letters and drafts, the end of a deadline, a stage of the phase."""

    ASSIGN = "assign"
    RECEIVE = "receive"
    UPDATE = "update"
    REMIND = "remind"
    ESCALATE = "escalate"
    ABOVE = "above"
    TELL = "tell"
    DRAFT = "draft"
    LAST = "last"
    SIGN = "sign"
    CALL = "call"
    CEREMONY = "ceremony"
    RECORD = "record"
    OPENS = "opens"
    MARKED = "marked"
    ENDS = "ends"
    COLLECTS = "collects"
    LOCKS = "locks"


class Coming(NamedTuple):
    """The first of its kind that comes in a phase, and for how many agencies then.

    None are counted of a stage; `title` is that of a day that the campaign marks. One
    that waits for a person may have come already.
    """

    at: datetime
    what: What
    agencies: int = 0
    title: str = ""


_STEPS = {
    StepKind.REMIND: What.REMIND,
    StepKind.ESCALATE: What.ESCALATE,
    StepKind.TELL: What.TELL,
    StepKind.DRAFT: What.DRAFT,
}


def coming(
    dockets: Iterable[Docket], phase: PhaseKind, now: datetime
) -> tuple[Coming, ...]:
    """Return the first letters and deadline of each kind in a phase, in order."""
    found: dict[What, dict[datetime, set[str]]] = {}
    for docket, come in of_each(dockets, lambda one: tuple(_of(one, phase, now))):
        for what, at in come:
            found.setdefault(what, {}).setdefault(at, set()).add(docket.agency)
    return tuple(
        sorted(
            Coming(first, what, len(moments[first]))
            for what, moments in found.items()
            for first in (min(moments),)
        )
    )


def stages(
    plan: Plan,
    phase: PhaseKind,
    reached: Reached,
    ceremony: Ceremony | None,
    now: datetime,
    days: WorkingDays,
) -> tuple[Coming, ...]:
    """Return the next stage of a phase by itself, and the end of it."""
    if reached.closed:
        return ()
    if phase is PhaseKind.ISSUANCE:
        signed = Coming(_begins(plan.planned_issue), What.SIGN)
        return () if reached.issued else (signed,)
    if phase is PhaseKind.LAUNCH:
        return _launch(plan, reached, ceremony, now, days)
    if phase is PhaseKind.ACTIVITIES:
        return _month(plan, now)
    first = _begins(plan.phase(phase).span.first)
    begins = (Coming(first, What.COLLECTS),) if first > now else ()
    return (*begins, Coming(last_instant(plan.close), What.LOCKS))


def _launch(
    plan: Plan,
    reached: Reached,
    ceremony: Ceremony | None,
    now: datetime,
    days: WorkingDays,
) -> tuple[Coming, ...]:
    if reached.held:
        return ()
    if ceremony is None:
        asked = days.before(plan.launch.window.first, LAUNCH_NOTICE)
        return (Coming(_begins(asked), What.CALL),)
    what = What.CEREMONY if now < ceremony.starts else What.RECORD
    return (Coming(ceremony.starts, what),)


def _month(plan: Plan, now: datetime) -> tuple[Coming, ...]:
    """Return its first day, the next day that it marks, and its end."""
    opens = Coming(_begins(plan.period.first), What.OPENS)
    ends = Coming(last_instant(plan.period.last), What.ENDS)
    marked = sorted(
        Coming(_begins(one.day), What.MARKED, title=one.title)
        for one in plan.observances
        if _begins(one.day) > now
    )
    return tuple(one for one in (opens, *marked[:1], ends) if one.at > now)


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), VN)


def _of(
    docket: Docket, phase: PhaseKind, now: datetime
) -> Iterator[tuple[What, datetime]]:
    """Yield what comes next of each duty, when letters may leave."""
    owes = tuple(one for one in docket.assignments if one.phase is phase)
    if docket.ended or not owes:
        return
    standing, terms = docket.standing, docket.terms
    speaks = docket.kind is DocketKind.AGENCY and standing.undelivered is None
    for due in open_duties(owes, standing, terms, now):
        if due.assignment.last > now:
            yield What.LAST, due.assignment.last
        if speaks:
            until = silent_until(standing, terms, now, due.assignment.duty)
            yield from (
                (what, next_open(max(at, now), terms.policy.letter_hours, terms.days))
                for what, at in _said(due, standing, terms, now)
                if until is None or at >= until
            )


def _said(
    due: Due, standing: Standing, terms: Terms, now: datetime
) -> Iterator[tuple[What, datetime]]:
    """Yield what the ladder and the clocks of one duty say next."""
    if due.at.step == ASSIGN:
        yield What.ASSIGN, now
        return
    if step := _step(due, standing, terms, now):
        rung, at = step
        above = rung.kind is StepKind.ESCALATE and rung.above
        yield What.ABOVE if above else _STEPS[rung.kind], at
    asks = now if due.tick.item else due.tick.wake
    if asks is not None:
        received = standing.received(due.assignment.duty)
        yield What.UPDATE if received else What.RECEIVE, asks


def _step(
    due: Due, standing: Standing, terms: Terms, now: datetime
) -> tuple[Rung, datetime] | None:
    """Return the step of the ladder that speaks next; none where nothing does."""
    owes = due.assignment
    if due.at.rung is not None:
        return due.at.rung, now
    if not owes.binding:
        return None
    ahead = (
        rung
        for rung in owes.ladder
        if rung.key not in standing.performed and rung.name not in due.at.skipped
        if rung.kind is not StepKind.REMIND or now < owes.last
    )
    rung = next(ahead, None)
    if rung is None or waits(rung, owes, standing):
        return None
    if rung.kind is StepKind.REMIND:
        return rung, comes(rung, standing)
    return rung, allowed(rung, owes, standing, terms)
