"""Claim queued letters: drop what was answered, compose the rest, keep its bytes."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from calendars.hours import opening
from desk.desk import Desk
from desk.letters.compose import Composed, compose
from desk.letters.material import Reader
from desk.letters.undelivered import stop_ladder, untell
from desk.mail.sending import AGAIN_AFTER, UNKNOWN_AT_MOST
from ledger import campaigns, dockets, letters, mailings
from ledger.errors import STORAGE
from ledger.transaction import Transaction
from schemas.base import VN
from schemas.errors import CampaignError
from schemas.letter import Letter, LetterClass, LetterKind, LetterState

LEASE = timedelta(minutes=10)
BATCH = 50
_log = logging.getLogger(__name__)


class Ready(NamedTuple):
    """A claimed letter with its message, kept in the ledger before it is sent."""

    letter: Letter
    composed: Composed


def claim(desk: Desk, now: datetime, limit: int = BATCH) -> list[Ready]:
    """Claim letters that are due and compose them; stale and answered ones are dropped.

    An empty list says that nothing was due; a shorter one than claimed is possible.
    """
    ready: list[Ready] = []
    while not ready:
        if not _any_due(desk, now):
            return []
        with desk.ledger.write() as tx:
            claimed = letters.claim(tx, now, LEASE, limit)
        if not claimed:  # others have them
            return []
        ready = _composed(desk, claimed, now)
    return ready


def _any_due(desk: Desk, now: datetime) -> bool:
    """Look first: a heartbeat with nothing to send writes nothing."""
    with desk.ledger.read() as tx:
        due = letters.next_due(tx)
    return due is not None and due <= now


def _composed(desk: Desk, claimed: list[Letter], now: datetime) -> list[Ready]:
    with desk.ledger.read() as tx:
        reader = Reader(desk, tx)
        made = [(letter, _made(reader, letter, now)) for letter in claimed]
    ready: list[Ready] = []
    learns: list[tuple[Letter, LetterState]] = []
    with desk.ledger.write() as tx:
        second = _second_of_the_day(desk, tx, made, now)
        for letter, what in made:
            if (letter.docket, letter.n) in second:
                _postpone(desk, tx, letter, now)
            elif isinstance(what, Composed):
                kept = letters.keep_message(tx, letter, what.message)
                ready.append(Ready(letter, what.with_message(kept)))
                said = letter._replace(items=what.items, invitation=what.invitation)
                untold = what.invitation is None
                if said != letter and kept == what.message:
                    letters.narrow(tx, said)
                    learns += [(letter, letter.state)] if untold else []
            elif letters.record(tx, letter, what.state, outcome=what.reason):
                learns.append((letter, what.state))
        for letter, state in sorted(learns):  # by docket: two claims lock in one order
            stopped = state is LetterState.HELD
            (stop_ladder if stopped else untell)(tx, letter, now)
    return ready


def _second_of_the_day(
    desk: Desk,
    tx: Transaction,
    made: list[tuple[Letter, "Composed | _NotSent"]],
    now: datetime,
) -> set[tuple[int, int]]:
    """Return the notices whose mailbox already has today's.

    Two campaigns may write to one agency, one mailbox may serve two posts, and after an
    outage yesterday's notice may still be waiting: only here are all of them seen.
    """
    today = now.astimezone(VN).date()
    notices = [
        (desk.links.signature("mailbox", what.to), letter)
        for letter, what in made
        if isinstance(what, Composed) and _counts(letter)
    ]
    return {
        (letter.docket, letter.n)
        for reader, letter in sorted(notices, key=lambda one: one[0])
        if not mailings.reserve(tx, today, reader, letter.docket, letter.n)
    }


def _counts(letter: Letter) -> bool:
    """Tell whether a letter takes its mailbox's day.

    What the office itself reads does not: a day later its list is of no use.
    """
    own = letter.kind in (LetterKind.MORNING, LetterKind.WEEKLY)
    return letter.letter_class is LetterClass.NOTICE and not own


def _postpone(desk: Desk, tx: Transaction, letter: Letter, now: datetime) -> None:
    """Queue a notice for the next working day; it is composed anew then."""
    campaign = campaigns.get(tx, dockets.get(tx, letter.docket).campaign)
    hours = desk.seasons.of(tx, campaign).plan.policy.letter_hours
    due = opening(desk.days.after(now.astimezone(VN).date()), hours)
    left = letter.attempts - 1
    letters.record(tx, letter, LetterState.QUEUED, due=due, attempts=left)


class _NotSent(NamedTuple):
    state: LetterState
    reason: str


def _made(reader: Reader, letter: Letter, now: datetime) -> Composed | _NotSent:
    """Compose one letter; what cannot be composed is held and stops no other."""
    if letter.not_after is not None and now >= letter.not_after:
        return _NotSent(LetterState.STALE, "")
    if letter.attempts > UNKNOWN_AT_MOST:
        return _NotSent(LetterState.HELD, "may have arrived; nobody knows")
    try:
        composed = compose(reader, letter)
    except STORAGE:
        raise
    except CampaignError as error:
        return _NotSent(LetterState.HELD, str(error))
    except Exception:  # noqa: BLE001 - whatever it holds, it stops itself only
        _log.exception("letter %s of docket %s cannot be composed", *letter[1::-1])
        return _NotSent(LetterState.HELD, "cannot be composed: see the log")
    return composed or _NotSent(LetterState.DROPPED, "everything in it was answered")


def put_back(
    desk: Desk,
    unsent: Sequence[Ready],
    now: datetime,
    again_after: timedelta = AGAIN_AFTER,
) -> None:
    """Queue claimed letters again that nobody took."""
    with desk.ledger.write() as tx:
        for one in unsent:
            letters.record(
                tx,
                one.letter,
                LetterState.QUEUED,
                due=now + again_after,
                attempts=one.letter.attempts - 1,
            )
