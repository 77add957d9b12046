"""What an amended plan changes for an agency: said once, of duties it was told of.

As with its calendar, what it was told last is brought to what holds by now, so that an
amendment that was taken back before anybody heard of it says nothing at all.
"""

from collections.abc import Iterable
from datetime import date

from rules.keys import ASSIGN, change_key, step_key, under
from rules.standing import Standing
from schemas.action import Action
from schemas.assignment import Assignment
from schemas.letter import Item, LetterKind

WITHDRAWN = "withdrawn"
"""What is told of a duty that is not owed any more; else its last day is told."""
_TO = "/"


def changes(
    owed: Iterable[Assignment], withdrawn: Iterable[Assignment], standing: Standing
) -> tuple[Item, ...]:
    """Return what is to be told of duties that moved, were withdrawn, or came back.

    Nothing is said of what rests: nothing is asked about it.
    """
    states = [
        (one, _day(one.planned.last_day))
        for one in owed
        if one.settings or one.duty in standing.changes
    ]
    states += [(one, WITHDRAWN) for one in withdrawn if not standing.rests(one.duty)]
    return tuple(
        Item(
            change_key(one.duty, len(standing.changes.get(one.duty, ()))),
            LetterKind.CHANGE,
            one.duty,
            f"{before}{_TO}{state}",
        )
        for one, state in states
        for before in (_told(one, standing),)
        if before not in ("", state)
    )


def changing(item: Item) -> Action:
    """Return the action by which a change is said."""
    _, after = before_after(item)
    return Action(item.key, item.duty, after, "the plan was amended")


def before_after(item: Item) -> tuple[str, str]:
    """Return what a change's item says held before, and what holds now."""
    before, _, after = item.step.partition(_TO)
    return before, after


def still_changes(item: Item, owes: Assignment | None) -> bool:
    """Tell whether a change's item still says what holds; None where it is not owed."""
    _, after = before_after(item)
    return after == (_day(owes.planned.last_day) if owes else WITHDRAWN)


def as_assigned(assignment: Assignment, standing: Standing) -> Assignment:
    """Return an assignment under the terms by which a letter laid it on its agency.

    A deadline that moves lays nothing on anybody anew. Where no letter did, it is
    returned as it is.
    """
    if not assignment.settings or step_key(ASSIGN, assignment) in standing.performed:
        return assignment
    bare = assignment._replace(original=None)
    earlier = (under(bare, one.term) for one in assignment.settings)
    written = (one for one in earlier if step_key(ASSIGN, one) in standing.performed)
    return next(written, assignment)


def _told(assignment: Assignment, standing: Standing) -> str:
    """Return what the agency was told last of a duty, empty where it was told nothing.

    Whoever answered before any letter came has read of it what the plan said then.
    """
    if said := standing.told_change(assignment.duty):
        return said
    under = as_assigned(assignment, standing)
    if step_key(ASSIGN, under) in standing.performed:
        days = [s.last_day for s in under.settings if s.term == under.planned.term]
        return _day((*days, under.planned.last_day)[0])
    word = standing.last_word(assignment.duty)
    if word is None:
        return ""
    days = [one.last_day for one in assignment.settings if one.at <= word.at]
    return _day((assignment.planned.last_day, *days)[-1])


def _day(day: date) -> str:
    return f"{day}"
