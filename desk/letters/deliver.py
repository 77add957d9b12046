"""Deliver claimed letters: each is sent once, and what came of it is recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import sleep
from typing import NamedTuple

from desk.arming.gate import lets_out
from desk.desk import Desk
from desk.letters.claim import Ready, put_back
from desk.letters.undelivered import stop_ladder
from desk.mail.outcome import Outcome, Verdict
from desk.mail.sending import Next, after
from desk.mail.session import MayLeave
from desk.mail.transport import deliver as hand_over
from desk.mail.transport import mailer_for
from ledger import departures, dockets, letters
from ledger.errors import LedgerBusyError, LedgerFullError, LedgerUnavailableError
from ledger.transaction import Transaction
from schemas.letter import Letter, LetterState
from schemas.smtp import SmtpServer

Post = Callable[[str, Sequence[str], bytes], Outcome]
"""Hands a message over once: sender, recipients, the message; never raises for mail."""


_PASSING = (LedgerBusyError, LedgerFullError, LedgerUnavailableError)
_PAUSES = (0.1, 0.4, 1.5, 5.0)
"""Seconds between attempts to record what is known, well within a lease."""
_WITHHELD = Outcome(Verdict.REFUSED, "held before it was sent")


@dataclass(frozen=True)
class BySmtp:
    """The post through a mail server, with one client for each thread.

    `may_leave` is asked last, where the content of a letter is about to leave.
    """

    server: SmtpServer
    may_leave: MayLeave | None = None

    def __call__(
        self, sender: str, recipients: Sequence[str], message: bytes
    ) -> Outcome:
        """Hand a message over once."""
        mailer = mailer_for(self.server)
        return hand_over(mailer, sender, recipients, message, self.may_leave)


class Attempt(NamedTuple):
    """A letter that was sent once, and the server's answer; not yet in the ledger."""

    one: Ready
    outcome: Outcome


class Sent(NamedTuple):
    """A letter's state after an attempt, and what became of it."""

    state: LetterState
    outcome: Outcome

    @property
    def stuck(self) -> bool:
        """Tell whether other letters need not try now."""
        return self.outcome.verdict in (Verdict.NOT_SENT, Verdict.LOCKED_OUT)


def send(
    desk: Desk,
    post: Post,
    one: Ready,
    now: datetime,
    rest: Callable[[float], None] = sleep,
) -> Sent:
    """Send a claimed letter once and record what came of it.

    One that may not leave any more, since somebody holds every letter, is queued again.
    `rest` lets so many seconds pass, where the ledger fails for a while.
    """
    with desk.ledger.read() as tx:
        open_ = lets_out(desk, tx, one.letter.docket)
    leave = partial(_begin, desk, one.letter)
    if isinstance(post, BySmtp):  # asks when its content is about to leave
        post = replace(post, may_leave=leave)
    elif open_:
        open_ = leave()
    if not open_:
        put_back(desk, [one], now)
        return Sent(LetterState.QUEUED, _WITHHELD)
    tried = attempt(post, one)
    return Sent(_surely_recorded(desk, tried, now, rest), tried.outcome)


def _begin(desk: Desk, letter: Letter) -> bool:
    """Record that a letter is about to leave; False where it may not any more.

    Whoever dies from here on may have sent it, and before that has not.
    """
    with desk.ledger.write() as tx:
        return lets_out(desk, tx, letter.docket) and letters.begin(tx, letter)


def _surely_recorded(
    desk: Desk, tried: Attempt, now: datetime, rest: Callable[[float], None]
) -> LetterState:
    """Record what came of a letter, although the ledger fails for a while.

    What is known and not recorded would be sent again.
    """
    for pause in _PAUSES:
        try:
            (state,) = record(desk, [tried], now)
        except _PASSING:
            rest(pause)
        else:
            return state
    (state,) = record(desk, [tried], now)
    return state


def attempt(post: Post, one: Ready) -> Attempt:
    """Send a claimed letter once."""
    made = one.composed
    recipients = (made.to, *made.copy_to)
    return Attempt(one, post(made.sender, recipients, made.message))


def record(desk: Desk, attempts: Sequence[Attempt], now: datetime) -> list[LetterState]:
    """Record what came of letters, in one transaction; return their states."""
    every = [
        (one, outcome, after(one.letter, outcome, one.composed.to, now))
        for one, outcome in attempts
    ]
    # A docket learns nothing of a letter that was sent, and one letter is no circle.
    alone = len(every) == 1 and every[0][2].state is LetterState.SENT
    with desk.ledger.write() as tx:
        if not alone:
            dockets.lock_all(tx, (one.letter.docket for one, _, _ in every))
        for one, outcome, then in every:
            _record(tx, one, outcome, then, now)
    return [then.state for _, _, then in every]


def _record(
    tx: Transaction, one: Ready, outcome: Outcome, then: Next, now: datetime
) -> None:
    recorded = letters.record(
        tx,
        one.letter,
        then.state,
        due=then.due,
        attempts=then.unknown,
        outcome=outcome.words,
    )
    if recorded and then.state is LetterState.FAILED:
        departures.fail(tx, one.letter.docket, one.letter.n)
    elif recorded and outcome.verdict not in (Verdict.SENT, Verdict.UNKNOWN):
        departures.take_back(tx, [one.letter])
    if recorded and then.state in (LetterState.FAILED, LetterState.HELD):
        stop_ladder(tx, one.letter, now)
    if recorded and then.state is LetterState.QUEUED and _copies_taken(outcome):
        letters.without_copies(tx, one.letter)


def _copies_taken(outcome: Outcome) -> bool:
    """Tell whether copies were taken: who has the letter gets no other."""
    return outcome.verdict is Verdict.SENT
