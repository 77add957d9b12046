"""When a claimed letter leaves: in its hours, and one notice a mailbox and day."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from calendars.hours import opening
from desk.desk import Desk
from desk.letters.compose import Composed
from ledger import campaigns, mailings
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.claim import is_stale, leaves, next_day
from rules.docket import Terms
from schemas.base import VN
from schemas.letter import Letter, LetterClass, LetterKind, LetterState

_OVER = "its last hours were over before it could leave"
_TAKEN = "its mailbox had another notice on its last day"


class Later(NamedTuple):
    """A letter that leaves at another moment; it is composed anew then."""

    due: datetime


class NotSent(NamedTuple):
    """What became of a letter that does not leave any more, and why, in English."""

    state: LetterState
    reason: str


Made = Composed | Later | NotSent
"""What a claimed letter has come to."""


def kept_back(letter: Letter, terms: Terms, now: datetime) -> Later | NotSent | None:
    """Return what becomes of a letter that is outside of its hours, None within."""
    due = leaves(letter, terms, now)
    return _later(letter, due, _OVER) if due > now else None


def one_a_day(
    desk: Desk,
    tx: Transaction,
    rows: dict[int, DocketRow],
    made: list[tuple[Letter, Made]],
    now: datetime,
) -> list[tuple[Letter, Made]]:
    """Return the letters with each mailbox's second notice kept for another day.

    Two campaigns may write to one agency, one mailbox may serve two posts, and after an
    outage yesterday's notice may still be waiting: only here are all of them seen.
    """
    second = set(_second_of_the_day(desk, tx, made, now))

    def kept(letter: Letter, what: Made) -> Made:
        if (letter.docket, letter.n) not in second:
            return what
        campaign = campaigns.get(tx, rows[letter.docket].campaign)
        hours = desk.seasons.of(tx, campaign).plan.policy.letter_hours
        tomorrow = opening(desk.days.after(now.astimezone(VN).date()), hours)
        return _later(letter, tomorrow, _TAKEN)

    return [(letter, kept(letter, what)) for letter, what in made]


def _second_of_the_day(
    desk: Desk, tx: Transaction, made: list[tuple[Letter, Made]], now: datetime
) -> Iterable[tuple[int, int]]:
    """Yield the notices whose mailbox already has today's.

    Of several for one mailbox that goes which would be stale on the next working day.
    """
    soon = next_day(desk.days, now)
    notices = [
        (desk.links.signature("mailbox", what.to), not is_stale(letter, soon), letter)
        for letter, what in made
        if isinstance(what, Composed) and _counts(letter)
    ]
    for reader, _, letter in sorted(notices, key=lambda one: one[:2]):
        today, place = now.astimezone(VN).date(), (letter.docket, letter.n)
        if not mailings.reserve(tx, today, reader, *place):
            yield place


def _counts(letter: Letter) -> bool:
    """Tell whether a letter takes its mailbox's day.

    What the office itself reads does not: a day later its list is of no use.
    """
    own = letter.kind in (LetterKind.MORNING, LetterKind.WEEKLY)
    return letter.letter_class is LetterClass.NOTICE and not own


def _later(letter: Letter, due: datetime, why: str) -> Later | NotSent:
    stale = is_stale(letter, due)
    return NotSent(LetterState.STALE, why) if stale else Later(due)
