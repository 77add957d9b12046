"""Drop from a letter what was answered or moved before it was claimed."""

from datetime import datetime

from rules.clocks import update_key
from rules.handovers import is_waiting
from rules.keys import answer_key, step_key
from rules.standing import Standing
from schemas.assignment import Assignment
from schemas.letter import Item, LetterKind


def still_asks(
    item: Item, standing: Standing, owes: Assignment | None, queued: datetime
) -> bool:
    """Tell whether an item still has something to ask of its agency.

    Nothing asks for receipt after a confirmation, and nothing speaks of a duty's
    deadline after its fulfilment or while it is declined, nor of one that was extended
    since the letter was `queued`, nor as overdue of one that waits for another agency
    by now. Copies, launches and answers ask for neither; a colleague is only written to
    while the docket is passed on to them. `owes` is the assignment in effect, None
    where it is not owed any more.
    """
    match item.kind:
        case LetterKind.ASSIGN | LetterKind.RECEIVE:
            return not standing.received(item.duty)
        case LetterKind.REMIND | LetterKind.ESCALATE:
            overdue = item.kind is LetterKind.ESCALATE
            open_ = not standing.rests(item.duty) and not _moved(item, owes)
            return open_ and not (overdue and _waits(owes, standing))
        case LetterKind.UPDATE:
            unsaid = item.key == update_key(item.duty, standing)
            return unsaid and not standing.rests(item.duty)
        case LetterKind.DELEGATION:
            passed_on = standing.delegated
            return passed_on is not None and item.key == answer_key(passed_on.act)
        case LetterKind.DIGEST:
            late = owes is None or owes.last <= queued
            open_ = not standing.rests(item.duty) and not _waits(owes, standing)
            return late and open_
        case _:
            return True


def _moved(item: Item, owes: Assignment | None) -> bool:
    return owes is not None and item.key != step_key(item.step, owes)


def _waits(owes: Assignment | None, standing: Standing) -> bool:
    return owes is not None and is_waiting(owes, standing)
