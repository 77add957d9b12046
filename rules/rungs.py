"""Where an agency stands on the ladder of one duty, and what is due now."""

from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from calendars.hours import next_open, opening
from rules.docket import Terms
from rules.keys import ASSIGN, step_key
from rules.standing import Standing
from schemas.assignment import Assignment, Rung
from schemas.base import VN
from schemas.escalation import StepKind


class Position(NamedTuple):
    """What one open duty wants: a step now, steps to skip, or a moment to wait for."""

    step: str = ""
    rung: Rung | None = None
    skipped: tuple[str, ...] = ()
    wake: datetime | None = None

    @property
    def reaches_superior(self) -> bool:
        """Tell whether the step due goes past the agency."""
        return self.rung is not None and self.rung.above


def position(
    assignment: Assignment, standing: Standing, terms: Terms, now: datetime
) -> Position:
    """Return the position of an open duty.

    At most one step is due at a time. Reminders that a later step overtakes are
    skipped; escalations never are, so that after an outage the agency itself hears
    before its superior does, and the distance between two escalations stays what the
    policy says.
    """
    undone = [
        rung
        for rung in assignment.ladder
        if step_key(rung.name, assignment) not in standing.performed
    ]
    if not _assigned(assignment, standing):
        past = _reminders(undone, now)
        return Position(ASSIGN, skipped=tuple(rung.name for rung in past))
    if not assignment.binding:
        return Position()
    return _climb(assignment, undone, standing, terms, now)


def _assigned(assignment: Assignment, standing: Standing) -> bool:
    key = step_key(ASSIGN, assignment)
    return key in standing.performed or standing.received(assignment.duty)


def _reminders(rungs: list[Rung], now: datetime) -> list[Rung]:
    return [r for r in rungs if r.kind is StepKind.REMIND and r.at <= now]


def _climb(
    assignment: Assignment,
    undone: list[Rung],
    standing: Standing,
    terms: Terms,
    now: datetime,
) -> Position:
    past = _reminders(undone, now)
    skipped = tuple(rung.name for rung in past)
    ahead = [rung.at for rung in undone if rung.kind is StepKind.REMIND][len(past) :]
    escalation = next((r for r in undone if r.kind is StepKind.ESCALATE), None)
    if escalation is not None and not _waits(escalation, assignment, standing):
        at = _allowed(escalation, assignment, standing, terms)
        if at <= now:
            return Position(escalation.name, escalation, skipped)
        ahead.append(at)
    if now >= assignment.last:
        return Position(skipped=skipped, wake=min(ahead, default=None))
    if past:
        return Position(past[-1].name, past[-1], skipped[:-1])
    return Position(wake=min([*ahead, assignment.last]))


def _waits(escalation: Rung, assignment: Assignment, standing: Standing) -> bool:
    """Tell whether a superior is not told yet, since the office owes a decision.

    Nobody is blamed for our silence on more time that was asked for before the
    deadline; the agency itself goes on being told.
    """
    asked = standing.asked_time(assignment.duty)
    return escalation.above and asked is not None and asked.at < assignment.last


def _allowed(
    escalation: Rung, assignment: Assignment, standing: Standing, terms: Terms
) -> datetime:
    """Return when an escalation may speak.

    That is its day, never nearer than the policy's distance to the escalation before,
    nor to a refusal of more time, nor to the first letter hours in which the agency
    could be written to again: each is news to the agency.
    """
    hours, days = terms.policy.letter_hours, terms.days
    earlier = takewhile(lambda rung: rung.name != escalation.name, assignment.ladder)
    escalated = [rung for rung in earlier if rung.kind is StepKind.ESCALATE]
    before = escalated[-1].days if escalated else 0
    told = [
        (standing.performed[step_key(rung.name, assignment)], rung.days)
        for rung in escalated
    ]
    told += [(ruling.at, before) for ruling in standing.ruled.get(assignment.duty, ())]
    if standing.corrected is not None:
        told.append((next_open(standing.corrected.at, hours, days), before))
    nearest = (
        days.after(at.astimezone(VN).date(), escalation.days - since)
        for at, since in told
    )
    return max([escalation.at, *(opening(day, hours) for day in nearest)])
