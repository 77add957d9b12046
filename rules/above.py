"""The parent's plan: when the office has to ask for it, and on whose behalf.

Who waits for it is not escalated, and nobody of the campaign is to blame: the one
escalation is the office's own, to whoever is above it, once in a campaign.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from rules.docket import Docket, Terms
from rules.in_force import lacks_parent
from rules.owed import open_groups
from rules.silences import silent_until
from rules.standing import Standing
from schemas.action import Action
from schemas.assignment import PARENT, Assignment, DocketKind
from schemas.duty import PARENT_PLAN
from schemas.in_force import PlanInForce
from schemas.matter import Matter
from schemas.step import StepKind

ASK = f"{Matter.PARENT}:{PARENT_PLAN}"
"""The key of the one action by which the office is told to ask."""


def ask_from(
    in_force: PlanInForce, every: Mapping[str, tuple[Assignment, ...]]
) -> datetime | None:
    """Return when the first duty that waits for the parent's plan would be escalated.

    That is by the plan alone: no docket is read for it. None where nobody waits.
    """
    if not lacks_parent(in_force):
        return None
    nobody = open_groups(in_force.plan)
    shared = {id(owes): owes for owner, owes in every.items() if owner not in nobody}
    waiting = (one for owes in shared.values() for one in owes if PARENT in one.awaits)
    return min((at for one in waiting for at in _escalated(one)), default=None)


def ask(standing: Standing, terms: Terms, now: datetime) -> tuple[Action, ...]:
    """Return what puts the item before the office, once; not in a silence."""
    due = terms.ask_from is not None and terms.ask_from <= now
    if not due or ASK in standing.performed or silent_until(standing, terms, now):
        return ()
    return (Action(ASK, PARENT_PLAN, Matter.PARENT, "agencies wait for it"),)


def next_ask(terms: Terms, now: datetime) -> datetime | None:
    """Return when the office has to ask, None where that moment has come."""
    at = terms.ask_from
    return at if at is not None and at > now else None


def held_up(dockets: Iterable[Docket], now: datetime) -> tuple[str, ...]:
    """Return the agencies that wait for the parent's plan.

    None before one of them would be escalated: by then some may have done without it,
    or have been given more time.
    """
    waiting = [
        (docket.agency, one)
        for docket in dockets
        if docket.kind is DocketKind.AGENCY
        for one in docket.assignments
        if PARENT in one.awaits and not docket.standing.rests(one.duty)
    ]
    if not any(at <= now for _, one in waiting for at in _escalated(one)):
        return ()
    return tuple(dict.fromkeys(agency for agency, _ in waiting))


def _escalated(owes: Assignment) -> Iterator[datetime]:
    """Yield when a duty would be escalated; never for a date nobody confirmed."""
    if owes.binding:
        for rung in owes.ladder:
            if rung.kind is not StepKind.REMIND:
                yield rung.at
