"""What an agency's docket raises for the office, and clears again."""

from collections.abc import Iterable
from itertools import count

from rules.keys import step_key
from rules.notices import Due
from rules.standing import Standing
from schemas.action import Action, Signal
from schemas.assignment import Assignment
from schemas.duty import Modality
from schemas.entry import EntryKind
from schemas.matter import Matter, Topic

SUPERIOR = "superior"
"""Raised for whoever is above the agency; the office knows who that is."""

REACHED = "reached"
CLEARED, AGAIN = "cleared", "raised-again"
"""Steps that take turns where a fulfilment is given, undone and given again."""


def raised(duties: Iterable[Due]) -> list[tuple[Action, Signal]]:
    """Return the steps that go past the agency.

    A body that was asked (đề nghị) has no superior here: the office telephones instead.
    """
    return [_raise(due) for due in duties if due.at.reaches_superior]


def _raise(due: Due) -> tuple[Action, Signal]:
    owes = due.assignment
    key = step_key(due.at.step, owes)
    asked = owes.modality is Modality.ASKED
    step = Matter.CALL if asked else SUPERIOR
    action = Action(key, owes.duty, due.at.step, f"overdue, for the office: {step}")
    return action, Signal(EntryKind.RAISED, f"raised:{key}", owes.duty, step)


def raised_again(
    duties: Iterable[Due], standing: Standing
) -> list[tuple[Action, Signal]]:
    """Return what was cleared of duties whose fulfilment was undone since."""
    return [
        _raise(Due(due.assignment, due.at._replace(step=_nth(AGAIN, again + 1))))
        for due in duties
        for again in (_times(AGAIN, due.assignment, standing),)
        if again < _times(CLEARED, due.assignment, standing)
    ]


def cleared(
    assignments: Iterable[Assignment], standing: Standing
) -> list[tuple[Action, Signal]]:
    """Return what was raised about duties that are settled by now."""
    return [
        _clear(assignment, _nth(CLEARED, times + 1))
        for assignment in assignments
        for times in (_times(CLEARED, assignment, standing),)
        if standing.settled(assignment.duty)
        and times <= _times(AGAIN, assignment, standing)
        and _was_raised(assignment, standing)
    ]


def _nth(step: str, n: int) -> str:
    return step if n == 1 else f"{step}-{n}"


def _times(step: str, assignment: Assignment, standing: Standing) -> int:
    """Return how often a step that may come again was performed."""
    keys = (step_key(_nth(step, n), assignment) for n in count(1))
    return next(n for n, key in enumerate(keys) if key not in standing.performed)


def _was_raised(assignment: Assignment, standing: Standing) -> bool:
    return any(
        step_key(rung.name, assignment) in standing.performed
        for rung in assignment.ladder
        if rung.above
    )


def _clear(assignment: Assignment, step: str) -> tuple[Action, Signal]:
    key, duty = step_key(step, assignment), assignment.duty
    action = Action(key, duty, step, "settled after it was raised")
    return action, Signal(EntryKind.CLEARED, key, duty, Topic.LADDER)


def unreachable(standing: Standing) -> list[tuple[Action, Signal]]:
    """Return the item about an address that refused a letter, once per refusal."""
    entry = standing.undelivered
    key = f"{Matter.CONTACT}:{entry.n}" if entry else ""
    if entry is None or key in standing.performed:
        return []
    action = Action(key, "", Matter.CONTACT, "a letter could not be delivered")
    return [(action, Signal(EntryKind.RAISED, key, "", Matter.CONTACT))]


def reached(standing: Standing) -> list[tuple[Action, Signal]]:
    """Return the end of the item about an address, once it was corrected."""
    entry = standing.corrected
    key = f"{REACHED}:{entry.n}" if entry else ""
    asked = any(name.startswith(f"{Matter.CONTACT}:") for name in standing.performed)
    if not key or not asked or key in standing.performed:
        return []
    action = Action(key, "", REACHED, "its address was corrected")
    return [(action, Signal(EntryKind.CLEARED, key, "", Matter.CONTACT))]
