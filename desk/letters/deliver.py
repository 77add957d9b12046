"""Deliver claimed letters: each is sent once, and what came of it is recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from desk.arming.gate import lets_out
from desk.desk import Desk
from desk.letters.claim import Ready, put_back
from desk.letters.undelivered import stop_ladder
from desk.mail.outcome import Outcome, Verdict
from desk.mail.sending import after
from desk.mail.session import MayLeave
from desk.mail.transport import deliver as hand_over
from desk.mail.transport import mailer_for
from ledger import departures, dockets, letters
from ledger.transaction import Transaction
from schemas.letter import LetterState
from schemas.smtp import SmtpServer

Post = Callable[[str, Sequence[str], bytes], Outcome]
"""Hands a message over once: sender, recipients, the message; never raises for mail."""


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

    @property
    def stuck(self) -> bool:
        """Tell whether other letters need not try now."""
        return self.outcome.verdict in (Verdict.NOT_SENT, Verdict.LOCKED_OUT)


class Sent(NamedTuple):
    """A letter's state after an attempt; `stuck` says that others need not try now."""

    state: LetterState
    stuck: bool


def send(desk: Desk, post: Post, one: Ready, now: datetime) -> Sent:
    """Send a claimed letter once and record what came of it.

    One that may not leave any more, since somebody holds every letter, is queued again.
    """

    def may_leave() -> bool:
        return lets_out(desk, one.letter.docket)

    if not may_leave():
        put_back(desk, [one], now, timedelta(0))
        return Sent(LetterState.QUEUED, stuck=False)
    asking = replace(post, may_leave=may_leave) if isinstance(post, BySmtp) else post
    tried = attempt(asking, one)
    (state,) = record(desk, [tried], now)
    return Sent(state, tried.stuck)


def attempt(post: Post, one: Ready) -> Attempt:
    """Send a claimed letter once."""
    made = one.composed
    recipients = (made.to, *made.copy_to)
    return Attempt(one, post(made.sender, recipients, made.message))


def record(desk: Desk, attempts: Sequence[Attempt], now: datetime) -> list[LetterState]:
    """Record what came of letters, in one transaction; return their states."""
    with desk.ledger.write() as tx:
        dockets.lock_all(tx, (one.letter.docket for one, _ in attempts))
        return [_record(tx, one, outcome, now) for one, outcome in attempts]


def _record(
    tx: Transaction, one: Ready, outcome: Outcome, now: datetime
) -> LetterState:
    then = after(one.letter, outcome, one.composed.to, now)
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
    return then.state


def _copies_taken(outcome: Outcome) -> bool:
    """Tell whether copies were taken: who has the letter gets no other."""
    return outcome.verdict is Verdict.SENT
