"""Who of a phase was written to, and who has answered: agencies by what they owe."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from rules.changes import as_assigned
from rules.docket import Docket, of_each
from rules.events import LAUNCH_EVENT
from rules.keys import ASSIGN, event_key, step_key
from schemas.assignment import Assignment, DocketKind
from schemas.phase import PhaseKind


class Heard(NamedTuple):
    """One agency: when it was first written to, and whether it has answered since.

    What is `asked` of it counts duties, none for an invitation. An agency that letters
    do not reach is `unreached`.
    """

    agency: str
    written: datetime | None
    confirmed: bool
    fulfilled: bool
    unreached: bool


def heard(
    dockets: Iterable[Docket], phases: Collection[PhaseKind]
) -> tuple[Heard, ...]:
    """Return who owes something in these phases, and what came of it.

    Whoever was released of everything is not among them, nor who has ended.
    """
    every = of_each(_written_to(dockets), lambda one: _of(one, _owed(one, phases)))
    return tuple(
        found._replace(agency=docket.agency) for docket, found in every if found
    )


def invited(dockets: Iterable[Docket]) -> tuple[Heard, ...]:
    """Return who is invited to the launch, and who has said whether it comes."""
    return tuple(_invited(docket) for docket in _written_to(dockets))


def _written_to(dockets: Iterable[Docket]) -> Iterable[Docket]:
    return (one for one in dockets if one.kind is DocketKind.AGENCY and not one.ended)


def _owed(docket: Docket, phases: Collection[PhaseKind]) -> list[Assignment]:
    return [
        one
        for one in docket.assignments
        if one.phase in phases and not docket.standing.released(one.duty)
    ]


def _of(docket: Docket, owed: list[Assignment]) -> Heard | None:
    if not owed:
        return None
    standing = docket.standing
    keys = (step_key(ASSIGN, as_assigned(one, standing)) for one in owed)
    told = [standing.performed[key] for key in keys if key in standing.performed]
    return Heard(
        agency=docket.agency,
        written=min(told, default=None),
        confirmed=all(standing.received(one.duty) for one in owed),
        fulfilled=all(standing.done(one.duty) for one in owed),
        unreached=standing.undelivered is not None,
    )


def _invited(docket: Docket) -> Heard:
    standing = docket.standing
    answered = standing.attending is not None
    return Heard(
        agency=docket.agency,
        written=standing.performed.get(event_key(LAUNCH_EVENT, 0)),
        confirmed=answered,
        fulfilled=answered,
        unreached=standing.undelivered is not None,
    )
