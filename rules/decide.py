"""Decide what one docket wants done now, and when it next has something to say."""

from datetime import datetime

from rules import agency, office
from rules.docket import Docket
from rules.extended import moved
from rules.handovers import handed_over
from rules.lost import again
from rules.standing import Standing
from schemas.action import Decision
from schemas.assignment import DocketKind


def decide(docket: Docket, now: datetime) -> Decision:
    """Return the actions due at `now`; after performing them it returns none.

    `wake` is the moment the docket waits for once they are performed. An open group's
    docket is kept by the office and never written to.
    """
    standing = docket.standing.ahead()
    return again(_decide(moved(docket), standing, now), standing.lost)


def _decide(docket: Docket, standing: Standing, now: datetime) -> Decision:
    if docket.kind is DocketKind.GROUP:
        return _decide_group(docket, standing, now)
    if docket.kind is DocketKind.OFFICE:
        return office.decide(standing, docket.terms, now)
    return agency.decide(docket, standing, now)


def _decide_group(docket: Docket, standing: Standing, now: datetime) -> Decision:
    """Return what others have to learn of a group that is never written to."""
    signals = handed_over(docket.assignments, standing)
    return Decision(
        actions=tuple(action for action, _ in signals),
        signals=tuple(signal for _, signal in signals),
        wake=docket.next_deadline(standing, now),
    )
