"""Claim queued letters: drop what was answered, compose the rest, keep its bytes."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from desk.arming.claiming import Wanted, claim_open
from desk.desk import Desk
from desk.letters.compose import Composed, compose
from desk.letters.material import Reader
from desk.letters.timing import Later, Made, NotSent, kept_back, one_a_day
from desk.letters.undelivered import stop_ladder, take_back
from desk.mail.outcome import Outcome
from desk.mail.sending import UNKNOWN_AT_MOST, pause
from ledger import departures, dockets, letters
from ledger.errors import STORAGE
from ledger.transaction import Transaction
from rules.claim import is_stale, next_day
from schemas.errors import CampaignError
from schemas.letter import Letter, LetterState

LEASE = timedelta(minutes=10)
BATCH = 50
_log = logging.getLogger(__name__)


class OutsideError(CampaignError):
    """A letter would have left the allowed domains."""


class Ready(NamedTuple):
    """A claimed letter with its message, kept in the ledger before it is sent."""

    letter: Letter
    composed: Composed


def claim(desk: Desk, now: datetime, limit: int = BATCH) -> list[Ready]:
    """Claim letters that are due and compose them; stale and answered ones are dropped.

    What would be stale on the next working day goes first; what is outside of its
    hours by now, or a mailbox's second notice of the day, is queued for its next. An
    empty list says that nothing can leave; a shorter one than claimed is possible.
    """
    ready: list[Ready] = []
    while not ready:
        if not _any_due(desk, now):
            return []
        with desk.ledger.write() as tx:
            soon = next_day(desk.days, now)
            claimed = claim_open(desk, tx, Wanted(now, LEASE, limit, soon))
        if not claimed:  # others have them, or they are not let out
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
        reader = Reader(desk, tx, now, claimed)
        made = [(letter, _made(desk, reader, letter, now)) for letter in claimed]
    ready: list[Ready] = []
    learns: list[tuple[Letter, Letter]] = []
    with desk.ledger.write() as tx:
        rows = dockets.lock_all(tx, (letter.docket for letter in claimed))
        timed = one_a_day(desk, tx, rows, made, now)
        departures.take_back(tx, _staying(timed))
        leaving = ((one, it.message) for one, it in timed if isinstance(it, Composed))
        messages = letters.keep_messages(tx, leaving)
        for letter, what in timed:
            if isinstance(what, Later):
                _queue_again(tx, letter, what.due, letter.outcome)
            elif isinstance(what, Composed):
                kept = messages[letter.docket, letter.n]
                ready.append(Ready(letter, what.with_message(kept)))
                said = what.said
                if said != letter and kept == what.message:
                    letters.narrow(tx, said)
                    learns.append((letter, said))
            elif letters.record(tx, letter, what.state, outcome=what.reason):
                bare = letter._replace(items=(), invitation=None, state=what.state)
                learns.append((letter, bare))
        for letter, said in learns:
            if said.state is LetterState.HELD:
                stop_ladder(tx, letter, now)
            else:
                take_back(tx, letter, said, now)
    return ready


def _staying(timed: list[tuple[Letter, Made]]) -> Iterator[Letter]:
    return (letter for letter, what in timed if not isinstance(what, Composed))


def _made(desk: Desk, reader: Reader, letter: Letter, now: datetime) -> Made:
    """Compose one letter; what cannot be composed is held and stops no other."""
    if is_stale(letter, now):
        return NotSent(LetterState.STALE, "")
    if letter.attempts >= UNKNOWN_AT_MOST:
        return NotSent(LetterState.HELD, "may have arrived; nobody knows")
    try:
        back = kept_back(letter, reader.terms(letter), now)
        composed = back or _within(desk, compose(reader, letter))
    except STORAGE:
        raise
    except CampaignError as error:
        return NotSent(LetterState.HELD, str(error))
    except Exception:  # noqa: BLE001 - whatever it holds, it stops itself only
        _log.exception("letter %s of docket %s cannot be composed", *letter[1::-1])
        return NotSent(LetterState.HELD, "cannot be composed: see the log")
    return composed or NotSent(LetterState.DROPPED, "everything in it was answered")


def _within(desk: Desk, composed: Composed | None) -> Composed | None:
    """Return a letter as it is; OutsideError where it may not go to all its readers."""
    readers = (composed.to, *composed.copy_to) if composed else ()
    if not all(map(desk.outlet.reaches, readers)):
        raise OutsideError("a recipient is outside the allowed domains")
    return composed


def _queue_again(tx: Transaction, letter: Letter, due: datetime, why: str) -> None:
    """Queue a letter again that was not tried."""
    letters.record(tx, letter, LetterState.QUEUED, due=due, outcome=why)


def put_back(
    desk: Desk, unsent: Sequence[Ready], now: datetime, why: Outcome | None = None
) -> None:
    """Queue claimed letters again that nobody took.

    `why` is what became of another one, for which these need not try now.
    """
    with desk.ledger.write() as tx:
        dockets.lock_all(tx, (one.letter.docket for one in unsent))
        departures.take_back(tx, [one.letter for one in unsent])
        for letter, _ in unsent:
            due = now + pause(letter, why, now) if why else now
            _queue_again(tx, letter, due, why.words if why else letter.outcome)
