"""Faults drawn by seed: around a ledger that fails, and at a mail server that does."""

import smtplib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.parser import BytesHeaderParser
from enum import StrEnum
from functools import wraps
from random import Random
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


class Place(StrEnum):
    """During what the ledger fails."""

    ACT = "an act"
    SEAL = "a seal"
    BEAT = "a beat"
    DELIVERY = "a delivery"


_LATEST = {Place.ACT: 3, Place.SEAL: 4, Place.BEAT: 8, Place.DELIVERY: 14}
"""The last transaction at which a fault of a place begins."""
_STATEMENTS = 6
_LASTS = (1, 1, 1, 1, 2, 3, 8)
"""Transactions that fail one after another: who delivers tries to record five times."""


class Fault(NamedTuple):
    """The ledger fails `at` a place, from its `nth` transaction on, `lasts` of them.

    Where it fails at a statement, that is the `statement`th of each.
    """

    at: Place
    moment: Moment
    nth: int
    statement: int
    lasts: int
    error: type[LedgerError]


def fault(chance: Random) -> Fault:
    """Draw how the ledger fails."""
    at = chance.choice(tuple(Place))
    return Fault(
        at,
        chance.choice(tuple(Moment)),
        chance.randint(1, _LATEST[at]),
        chance.randint(1, _STATEMENTS),
        chance.choice(_LASTS),
        chance.choice(ERRORS),
    )


class Failing:
    """A ledger that fails as it is told to."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.url, self.shared = ledger.url, ledger.shared
        self.let_others = ledger.let_others
        self.raised: LedgerError | None = None
        self.failures: Counter[Place] = Counter()
        self._fault: Fault | None = None
        self._nth = 0

    def come_to(self, place: Place, fault: Fault | None) -> None:
        """Fail as a fault says that is of this place, or, with none, not at all."""
        self._fault = fault if fault and fault.at is place else None
        self._nth = 0

    def read(self) -> AbstractContextManager[Transaction]:
        return self._failing(self._ledger.read)

    def write(self) -> AbstractContextManager[Transaction]:
        return self._failing(self._ledger.write)

    @contextmanager
    def _failing(
        self, begin: Callable[[], AbstractContextManager[Transaction]]
    ) -> Generator[Transaction, None, None]:
        self._nth += 1
        fault = self._fault if self._is_bad() else None
        self._fail_at(Moment.BEGIN, fault)
        with begin() as tx:
            if fault and fault.moment is Moment.STATEMENT:
                yield self._interrupted(tx, fault)
            else:
                yield tx
            self._fail_at(Moment.COMMIT, fault)
        self._fail_at(Moment.COMMITTED, fault)

    def _is_bad(self) -> bool:
        fault = self._fault
        return fault is not None and 0 <= self._nth - fault.nth < fault.lasts

    def _fail_at(self, moment: Moment, fault: Fault | None) -> None:
        if fault and fault.moment is moment:
            self.failures[fault.at] += 1
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
    faults: int = 0
    taken: dict[Number, list[Logged]] = field(default_factory=lambda: defaultdict(list))
    """Letters that reached whom they are to."""
    heard: dict[tuple[Number, str], list[bool]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """How often each came to whom, and whether that is known."""

    def expect(self, fault: Mail, letters: int) -> None:
        """Do so with the next letters."""
        self.fault, self.left = fault, letters

    def __call__(
        self, _sender: str, recipients: Sequence[str], message: bytes
    ) -> Outcome:
        """Answer for a letter as smtplib's errors do."""
        fault = self.fault if self.left > 0 else Mail.TAKES
        self.left -= 1
        outcome = _ANSWERS[fault](recipients)
        heard = outcome.verdict is Verdict.SENT
        self.faults += not heard or bool(outcome.refusals)
        if heard or fault is Mail.SWALLOWS:
            missing = {one.address for one in outcome.refusals}
            reached = tuple(one for one in recipients if one not in missing)
            self._take(Logged(self.now, 0, reached, message), recipients[0], heard)
        return outcome

    def _take(self, one: Logged, to: str, heard: bool) -> None:
        number = number_of(str(_HEADERS.parsebytes(one.raw)["Message-ID"]))
        for reader in one.recipients:
            self.heard[number, reader].append(heard)
        if to in one.recipients:
            self.taken[number].append(one)

    def forget(self, numbers: Collection[Number]) -> None:
        """Note of letters that nobody recorded what came of them last."""
        for (number, _), known in self.heard.items():
            if number in numbers:
                known[-1] = False

    def again(self) -> int:
        """Return how many copies came to somebody who had one."""
        return sum(len(known) - 1 for known in self.heard.values())


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
