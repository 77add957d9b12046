"""Drop from a letter what was answered or moved before it was claimed, and time it."""

from datetime import datetime, time

from calendars.hours import next_open
from calendars.working_days import WorkingDays
from rules.changes import still_changes
from rules.clocks import update_key
from rules.docket import Terms
from rules.handovers import is_waiting
from rules.keys import answer_key, step_key
from rules.standing import Standing
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.entry import Entry
from schemas.letter import Item, Letter, LetterClass, LetterKind

_OF_DUTIES = frozenset(
    {
        LetterKind.ASSIGN,
        LetterKind.RECEIVE,
        LetterKind.REMIND,
        LetterKind.ESCALATE,
        LetterKind.UPDATE,
        LetterKind.DIGEST,
        LetterKind.DECISION,
        LetterKind.RULING,
        LetterKind.WAIVER,
        LetterKind.SENT_BACK,
    }
)
"""What speaks of a duty that is owed."""


def leaves(letter: Letter, terms: Terms, now: datetime) -> datetime:
    """Return when a letter may leave: `now`, or the next opening of its hours.

    Notices keep letter hours, answers to a person's own act working hours; a letter
    that was decided in them may have waited for the mail server since.
    """
    notice = letter.letter_class is LetterClass.NOTICE
    hours = terms.policy.letter_hours if notice else terms.policy.working_hours
    return next_open(now, hours, terms.days)


def is_stale(letter: Letter, at: datetime) -> bool:
    """Tell whether a letter is of no use any more at a moment."""
    return letter.not_after is not None and letter.not_after <= at


def next_day(days: WorkingDays, now: datetime) -> datetime:
    """Return when the next working day begins: what is stale by then goes first."""
    return datetime.combine(days.after(now.astimezone(VN).date()), time.min, VN)


def still_asks(
    item: Item,
    standing: Standing,
    owes: Assignment | None,
    queued: datetime,
    now: datetime,
    *,
    silent: bool = False,
) -> bool:
    """Tell whether an item still has something to ask of its agency.

    Nothing asks for receipt after a confirmation, and nothing speaks of a duty's
    deadline after its fulfilment or while it is declined, nor of one that was extended
    since the letter was `queued`, nor as overdue of one that waits for another agency
    by now, nor before a deadline that has passed by `now`. Copies and launches ask for
    neither; a decision is told while it stands, a colleague only written to while the
    docket is passed on to them. `owes` is the assignment in effect, None where it is
    not owed any more: then that is all that is said of it. A change is told while it is
    what holds. A superior hears nothing of an agency that our letters do not reach,
    nor of a duty that is `silent` now; nobody hears of a report that is locked.
    """
    if (owes is None or owes.locked) and item.kind in _OF_DUTIES:
        return False
    match item.kind:
        case LetterKind.ASSIGN | LetterKind.RECEIVE:
            return not standing.received(item.duty)
        case LetterKind.REMIND | LetterKind.ESCALATE:
            open_ = not standing.rests(item.duty) and not _moved(item, owes)
            return open_ and _is_its_time(item, standing, owes, now)
        case LetterKind.UPDATE:
            unsaid = item.key == update_key(item.duty, standing)
            return unsaid and not standing.rests(item.duty)
        case LetterKind.DIGEST:
            late = owes is None or owes.last <= queued
            written = standing.undelivered is None and not silent
            open_ = not standing.rests(item.duty) and not _waits(owes, standing)
            return late and written and open_
        case _:
            return _stands(item, standing, owes)


def _stands(item: Item, standing: Standing, owes: Assignment | None) -> bool:
    """Tell whether what was decided by somebody still stands, and still matters."""
    match item.kind:
        case LetterKind.DECISION:
            return not standing.settled(item.duty)
        case LetterKind.RULING | LetterKind.WAIVER:
            done = standing.done(item.duty) is not None
            return not done and _tells(item, standing.judged.get(item.duty))
        case LetterKind.SENT_BACK:
            return _tells(item, standing.to_give_again(item.duty))
        case LetterKind.CHANGE:
            return still_changes(item, owes) and not standing.rests(item.duty)
        case LetterKind.DELEGATION:
            return _tells(item, standing.delegated)
        case _:
            return True


def _tells(item: Item, fact: Entry | None) -> bool:
    return fact is not None and item.key == answer_key(fact.act)


def _is_its_time(
    item: Item, standing: Standing, owes: Assignment | None, now: datetime
) -> bool:
    """Tell whether a reminder comes before its deadline; nobody is late who waits."""
    if item.kind is LetterKind.REMIND:
        return owes is None or now < owes.last
    return not _waits(owes, standing)


def _moved(item: Item, owes: Assignment | None) -> bool:
    return owes is not None and item.key != step_key(item.step, owes)


def _waits(owes: Assignment | None, standing: Standing) -> bool:
    return owes is not None and is_waiting(owes, standing)
