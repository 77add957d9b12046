"""Which step of an agency's ladders comes next, and whether it can be sent now."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from rules.docket import Docket, Terms
from rules.extended import in_effect
from rules.keys import hastened_key
from rules.rungs import allowed, comes, is_assigned, waits
from rules.silences import silent_until
from rules.standing import Standing
from schemas.assignment import Assignment, Rung
from schemas.step import StepKind


class Why(StrEnum):
    """Why no step of a duty can be sent now."""

    NOT_OWED = "not-owed"
    RESTS = "rests"
    STOPPED = "stopped"
    SILENT = "silent"
    UNASSIGNED = "unassigned"
    UNCONFIRMED = "unconfirmed"
    AT_THE_END = "at-the-end"
    NOT_OVERDUE = "not-overdue"
    WAITS = "waits"
    DUE = "due"


class Next(NamedTuple):
    """The next step of one duty, and when it would speak by itself."""

    owes: Assignment
    rung: Rung
    at: datetime

    @property
    def key(self) -> str:
        """Return the action it is."""
        return self.rung.key

    @property
    def wanted(self) -> str:
        """Return the key of the fact that somebody wants it sent now."""
        return hastened_key(self.rung)


def next_steps(
    docket: Docket, duties: Collection[str], now: datetime
) -> tuple[Next, ...] | Why:
    """Return what would be sent now, or why nothing would.

    That is the next step of each duty named; of all that is owed, where none is, the
    step that would come first, of every duty that speaks then.
    """
    standing, terms = docket.standing, docket.terms
    if standing.undelivered is not None or docket.ended:
        return Why.STOPPED
    owes = in_effect(docket.assignments, standing, terms)
    named = [one for one in owes if not duties or one.duty in duties]
    if not named or not {one.duty for one in named}.issuperset(duties):
        return Why.NOT_OWED
    found = [_next(one, standing, terms, now) for one in named]
    steps = [one for one in found if isinstance(one, Next)]
    refused = [one for one in found if isinstance(one, Why)]
    if refused and (duties or not steps):
        return refused[0]
    first = min(one.at for one in steps)
    return tuple(one for one in steps if duties or one.at == first)


def _next(
    owes: Assignment, standing: Standing, terms: Terms, now: datetime
) -> Next | Why:
    """Return the step that comes next on the ladder of a duty, or why none can."""
    if standing.rests(owes.duty):
        return Why.RESTS
    if silent_until(standing, terms, now, owes.duty) is not None:
        return Why.SILENT
    if not owes.binding:
        return Why.UNCONFIRMED
    if not is_assigned(owes, standing):
        return Why.UNASSIGNED
    ahead = [
        rung
        for rung in owes.ladder
        if rung.key not in standing.performed
        if rung.kind is not StepKind.REMIND or now < owes.last
    ]
    if not ahead:
        return Why.AT_THE_END
    return _now(ahead[0], owes, standing, terms, now)


def _now(
    rung: Rung, owes: Assignment, standing: Standing, terms: Terms, now: datetime
) -> Next | Why:
    """Return a step unless it cannot be sent, or is about to be."""
    if rung.kind is StepKind.REMIND:
        at = comes(rung, standing)
    elif now < owes.last:
        return Why.NOT_OVERDUE
    elif waits(rung, owes, standing):
        return Why.WAITS
    else:
        at = allowed(rung, owes, standing, terms)
    # Wanted once is enough, although a clock that was set back has it ahead.
    due = at <= now or rung.key in standing.hastened
    return Why.DUE if due else Next(owes, rung, at)
