"""Faults drawn by seed: around a ledger that fails, and at a mail server that does."""

import smtplib
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.parser import BytesHeaderParser
from enum import StrEnum
from functools import wraps
from typing import Any, NamedTuple

from desk.mail.outcome import Outcome, Unanswered, Verdict, answered, failed
from ledger.database import Ledger
from ledger.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    LedgerUnavailableError,
)
from ledger.transaction import Transaction
from tests.torture.judged import number_of
from tests.torture.server import Logged

Number = tuple[int, int]
"""A letter's docket and its number there."""
_HEADERS = BytesHeaderParser()
ERRORS = (
    LedgerBusyError,
    LedgerFullError,
    LedgerUnavailableError,
    LedgerReadOnlyError,
    LedgerDamagedError,
)


class Moment(StrEnum):
    """Where in a transaction the ledger fails; the last one after all was kept."""

    BEGIN = "begin"
    STATEMENT = "statement"
    COMMIT = "commit"
    COMMITTED = "committed"


class Fault(NamedTuple):
    """The `nth` transaction fails, at its `statement`th one where it is about one."""

    moment: Moment
    nth: int
    statement: int
    error: type[LedgerError]


class Failing:
    """A ledger that fails once, as it is told to."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.url, self.shared = ledger.url, ledger.shared
        self.let_others = ledger.let_others
        self.raised: LedgerError | None = None
        self.failures = 0
        self._fault: Fault | None = None
        self._left = 0

    def expect(self, fault: Fault | None) -> None:
        """Fail as a fault says, or, with none, not at all."""
        self._fault, self._left = fault, fault.nth if fault else 0

    def read(self) -> AbstractContextManager[Transaction]:
        return self._failing(self._ledger.read)

    def write(self) -> AbstractContextManager[Transaction]:
        return self._failing(self._ledger.write)

    @contextmanager
    def _failing(
        self, begin: Callable[[], AbstractContextManager[Transaction]]
    ) -> Generator[Transaction, None, None]:
        self._left -= 1
        fault = self._fault if self._left == 0 else None
        self._fail_at(Moment.BEGIN, fault)
        with begin() as tx:
            if fault and fault.moment is Moment.STATEMENT:
                yield self._interrupted(tx, fault)
            else:
                yield tx
            self._fail_at(Moment.COMMIT, fault)
        self._fail_at(Moment.COMMITTED, fault)

    def _fail_at(self, moment: Moment, fault: Fault | None) -> None:
        if fault and fault.moment is moment:
            self.failures += 1
            self.raised = fault.error(f"the ledger failed: {moment}")
            raise self.raised

    def _interrupted(self, tx: Transaction, fault: Fault) -> Any:
        def before_each() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self._fail_at(Moment.STATEMENT, fault)

        left = fault.statement
        return _Interrupted(tx, before_each)


class _Interrupted:
    """A transaction that is asked before each of its statements."""

    def __init__(self, tx: Transaction, before_each: Callable[[], None]) -> None:
        self._tx, self._before_each = tx, before_each

    def __getattr__(self, name: str) -> Any:
        what = getattr(self._tx, name)
        if not callable(what):
            return what

        @wraps(what)
        def asked(*given: Any, **named: Any) -> Any:
            self._before_each()
            return what(*given, **named)

        return asked


class Mail(StrEnum):
    """What a mail server does with a letter."""

    TAKES = "takes it"
    BUSY = "450 for its recipient"
    UNKNOWN = "550 for its recipient"
    COPIES = "550 for all but its recipient"
    REFUSES = "554 after DATA"
    CLOSES = "421"
    DENIES = "535: the account is denied"
    DOWN = "nobody listens"
    DROPS = "drops before it is taken"
    SWALLOWS = "takes it and drops before its 250"


@dataclass
class Mails:
    """A post whose server does what is drawn with so many letters, then takes all."""

    now: datetime
    fault: Mail = Mail.TAKES
    left: int = 0
    taken: dict[Number, list[Logged]] = field(default_factory=lambda: defaultdict(list))
    """Letters that reached whom they are to."""
    reached: Counter[tuple[Number, str]] = field(default_factory=Counter)
    unheard: set[Number] = field(default_factory=set)
    """Letters that were taken by an attempt of which that is not known."""
    faults: int = 0

    def expect(self, fault: Mail, letters: int) -> None:
        """Do so with the next letters."""
        self.fault, self.left = fault, letters

    def __call__(
        self, _sender: str, recipients: Sequence[str], message: bytes
    ) -> Outcome:
        """Answer for a letter as smtplib's errors do."""
        fault = self.fault if self.left > 0 else Mail.TAKES
        self.left -= 1
        self.faults += fault is not Mail.TAKES
        outcome = _ANSWERS[fault](recipients)
        missing = {one.address for one in outcome.refusals}
        reached = tuple(one for one in recipients if one not in missing)
        number = number_of(str(_HEADERS.parsebytes(message)["Message-ID"]))
        if outcome.verdict is Verdict.SENT or fault is Mail.SWALLOWS:
            self.reached.update((number, one) for one in reached)
            if recipients[0] in reached:
                self.taken[number].append(Logged(self.now, 0, reached, message))
        if fault is Mail.SWALLOWS:
            self.unheard.add(number)
        return outcome


def _refused(code: int, words: bytes, at: slice) -> Callable[[Sequence[str]], Outcome]:
    return lambda given: answered(given, dict.fromkeys(given[at], (code, words)))


def _raised(error: OSError) -> Callable[[Sequence[str]], Outcome]:
    return lambda given: failed(given, error)


_ANSWERS: dict[Mail, Callable[[Sequence[str]], Outcome]] = {
    Mail.TAKES: lambda given: answered(given, {}),
    Mail.BUSY: _refused(450, b"4.2.1 busy", slice(1)),
    Mail.UNKNOWN: _refused(550, b"5.1.1 no such user", slice(1)),
    Mail.COPIES: _refused(550, b"5.1.1 no such user", slice(1, None)),
    Mail.REFUSES: _raised(smtplib.SMTPDataError(554, b"5.7.1 not this one")),
    Mail.CLOSES: _raised(smtplib.SMTPSenderRefused(421, b"4.3.2 closing", "")),
    Mail.DENIES: _raised(smtplib.SMTPAuthenticationError(535, b"5.7.8 denied")),
    Mail.DOWN: _raised(ConnectionRefusedError(111, "Connection refused")),
    Mail.DROPS: _raised(Unanswered("no answer")),
    Mail.SWALLOWS: _raised(Unanswered("no answer")),
}
