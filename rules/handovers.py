"""Handovers: who waits for whom, what is still waited for, and who has to learn of it.

Nobody is blamed for another agency's delay: while something that a duty awaits is open,
the duty is neither escalated nor overdue. Whoever is waited for climbs its own ladder.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from rules.owed import Owed
from rules.standing import Standing
from rules.turns import turn, turn_key
from schemas.action import Action, Signal
from schemas.assignment import Assignment, Handover
from schemas.duty import Duty, Role
from schemas.entry import EntryKind


@dataclass(frozen=True, slots=True)
class Handovers:
    """Who leads each awaited duty, and who waits for it without leading it too."""

    givers: dict[str, tuple[str, ...]]
    takers: dict[str, tuple[str, ...]]

    def awaited(self, owner: str, duty: Duty) -> tuple[Handover, ...]:
        """Return what an owner waits for: the duty of every agency that leads it.

        Whoever leads the awaited duty itself waits for nobody there: its own delay
        with the one duty is no excuse for the other.
        """
        return tuple(
            Handover(giver, name)
            for name in dict.fromkeys(duty.awaits)
            if owner in self.takers[name]
            for giver in self.givers[name]
        )


def handovers(owes: dict[str, tuple[Owed, ...]]) -> Handovers:
    """Return who hands over what to whom, from what each owner owes."""
    shared = {id(owed): owed for owed in owes.values()}  # by all who owe alike
    awaited = dict.fromkeys(
        name for owed in shared.values() for one in owed for name in one.duty.awaits
    )
    parts = {which: _part(owed, awaited) for which, owed in shared.items()}
    leads: dict[str, dict[str, None]] = {name: {} for name in awaited}
    waits: dict[str, dict[str, None]] = {name: {} for name in awaited}
    for owner, owed in owes.items():
        led, waited = parts[id(owed)]
        for name in led:
            leads[name][owner] = None
        for name in waited:
            waits[name][owner] = None
    return Handovers(
        givers={name: tuple(owners) for name, owners in leads.items()},
        takers={
            name: tuple(one for one in owners if one not in leads[name])
            for name, owners in waits.items()
        },
    )


def _part(
    owed: tuple[Owed, ...], awaited: Container[str]
) -> tuple[list[str], list[str]]:
    """Return the awaited duties that whoever owes this leads, and those it awaits."""
    duties = [one.duty for one in owed]
    return (
        [one.id for one in duties if one.role is Role.LEAD and one.id in awaited],
        [name for one in duties for name in one.awaits],
    )


def open_handovers(assignment: Assignment, standing: Standing) -> tuple[Handover, ...]:
    """Return what a duty still waits for."""
    if not assignment.awaits:
        return ()
    known = standing.handed_over
    return tuple(one for one in assignment.awaits if one.name not in known)


def is_waiting(assignment: Assignment, standing: Standing) -> bool:
    """Tell whether an agency waits for another's handover before it can do a duty."""
    return bool(open_handovers(assignment, standing))


def handed_over(
    assignments: Iterable[Assignment], standing: Standing
) -> list[tuple[Action, Signal]]:
    """Return what tells the agencies that wait for a duty how it stands by now.

    What the office took from its agency was handed over by nobody.
    """
    return [
        _tell(owes.duty, taker, step, kind)
        for owes in assignments
        for taker in owes.awaited_by
        for done in (standing.done(owes.duty) is not None,)
        for kind in (EntryKind.HANDED_OVER if done else EntryKind.TAKEN_BACK,)
        for step in (_turn(owes.duty, taker, standing, done=done),)
        if step
    ]


def _turn(duty: str, taker: str, standing: Standing, *, done: bool) -> str:
    come, gone = EntryKind.HANDED_OVER, EntryKind.TAKEN_BACK
    return turn(come, gone, _about(duty, taker), standing, wanted=done)


def _tell(duty: str, taker: str, step: str, kind: EntryKind) -> tuple[Action, Signal]:
    key = turn_key(step, _about(duty, taker))
    action = Action(key, duty, step, f"{taker} waits for it: {kind}")
    return action, Signal(kind, key, duty, taker)


def _about(duty: str, taker: str) -> str:
    return f"{duty}/{taker}"
