"""Urging letters (công văn đôn đốc): drafted for people to sign, never sent.

While one waits for its signature, the duties whose step comes join it. What came of it
is recorded for each duty it named; the next letter counts from those that were signed.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from rules.docket import Docket
from rules.keys import ended_key, step_key
from rules.lost import name_of
from rules.notices import Due, open_duties
from rules.signals import turned
from rules.standing import WHOLE, Standing
from schemas.action import Action, Signal
from schemas.assignment import Assignment, DocketKind, Rung
from schemas.duty import Modality
from schemas.entry import EntryKind
from schemas.matter import urging
from schemas.step import StepKind


class Written(NamedTuple):
    """What the agency itself was written about a duty: reminded or escalated, when."""

    kind: StepKind
    at: datetime


def drafted(docket: Docket, now: datetime) -> tuple[Assignment, ...]:
    """Return the duties of the letter that waits for its signature, none without one.

    `docket` has the deadlines in effect. A letter that never arrived drafts none:
    nobody is blamed for our silence.
    """
    standing = docket.standing
    if docket.kind is not DocketKind.AGENCY or standing.undelivered is not None:
        return ()
    duties = open_duties(docket.assignments, standing, docket.terms, now)
    return in_draft(docket.assignments, duties, now)


def in_draft(
    assignments: Iterable[Assignment], duties: Iterable[Due], now: datetime
) -> tuple[Assignment, ...]:
    """Return which open duties stand in the draft.

    Nobody urges a body that was ever asked (đề nghị).
    """
    if any(one.modality is Modality.ASKED for one in assignments):
        return ()
    return tuple(
        due.assignment for due in duties if due.at.urged and due.at.urged <= now
    )


def drafts(duties: Iterable[Due]) -> list[Action]:
    """Return the steps due by which duties come to stand in a draft."""
    return [
        Action(
            step_key(due.at.step, due.assignment),
            due.assignment.duty,
            due.at.step,
            f"{due.at.rung.days} working days after {due.assignment.last_day}",
        )
        for due in duties
        if due.at.rung is not None and due.at.rung.kind is StepKind.DRAFT
    ]


def to_sign(standing: Standing, *, wanted: bool) -> list[tuple[Action, Signal]]:
    """Return the item about the letter to sign; those about letters signed are over."""
    signed = standing.letters_signed
    return [
        signal
        for nth in range(1, signed + 2)
        for signal in turned(
            urging(nth), WHOLE, standing, wanted=wanted and nth == signed + 1
        )
    ]


def end_key(assignment: Assignment, standing: Standing) -> str:
    """Return the key of the fact that ends the draft a duty stands in."""
    keys = (ended_key(rung) for rung in _drafts(assignment))
    return next(key for key in keys if key not in standing.performed)


def signable(docket: Docket) -> tuple[Assignment, ...]:
    """Return the duties that a letter may name which was signed a while ago.

    They stood in a draft that has not ended, whatever was answered since.
    """
    performed = docket.standing.performed
    return tuple(
        one
        for one in docket.assignments
        if any(
            rung.key in performed and ended_key(rung) not in performed
            for rung in _drafts(one)
        )
    )


def _drafts(assignment: Assignment) -> list[Rung]:
    return [rung for rung in assignment.ladder if rung.kind is StepKind.DRAFT]


def written(
    docket: Docket, assignment: Assignment, sent: Collection[str]
) -> tuple[Written, ...]:
    """Return what reached the agency about a duty's deadline, in order.

    `sent` are the items of letters that left, by their keys.
    """
    kinds = {rung.key: rung.kind for rung in assignment.ladder if not rung.above}
    return tuple(
        Written(kinds[name], entry.at)
        for entry in docket.entries
        for name in (name_of(entry.key or ""),)
        if entry.kind is EntryKind.PERFORMED
        and name in kinds
        and name in sent
        and docket.standing.performed.get(name) == entry.at
    )
