"""A season on a desk whose ledger and mail server fail, and the promises it keeps.

Three agencies' small campaign, played as flows play it: nobody beats while the clock is
behind, a heartbeat that the ledger ends is over, and people who saw an error try again.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, cast

from desk.beat import beat
from desk.clock import ahead
from desk.desk import Desk, open_desk
from desk.seals import seal_day
from desk.verify import verify
from ledger import dockets, entries, letters
from ledger.errors import LedgerError
from rules import history, mailed
from rules.mailed import Taken
from schemas.base import VN
from schemas.entry import Entry
from schemas.errors import CampaignError
from schemas.letter import Letter, LetterState
from tests.seasons.small import sat_down
from tests.torture.judged import Known
from tests.torture.life import ADDRESS
from tests.torture.mail_season import deliver_due
from tests.torture.people import NAME, Act, Doing, do
from tests.torture.weather import Failing, Fault, Mail, Mails, Number

if TYPE_CHECKING:
    from desk.answer import Receipt
    from ledger.database import Ledger

ISSUED = datetime(2024, 5, 6, 8, tzinfo=VN)
_NEVER = datetime(2030, 1, 1, tzinfo=VN)
_WAITING = (LetterState.QUEUED, LetterState.CLAIMED)


class Step(NamedTuple):
    """After a while (None: when something is due next) somebody does something.

    Until the step's heartbeat is over, the ledger and the mail server fail as told.
    """

    gap: timedelta | None
    act: Act
    agency: str
    duty: str
    ledger: Fault | None
    mail: Mail
    letters: int


def issued(folder: Path) -> Path:
    """Issue the small campaign; return its ledger, to be copied for each season."""
    file = folder / "issued.db"
    desk, _ = sat_down(folder / "plan", str(file), {})
    desk.ledger.close()
    return file


class Stormy:
    """A season on a copy of an issued ledger, its letters written `in_full` or not."""

    def __init__(self, issued: Path, *, in_full: bool) -> None:
        self._home = TemporaryDirectory(dir=issued.parent)
        ledger = copyfile(issued, Path(self._home.name) / "ledger.db")
        opened = open_desk(str(ledger), "secret", ADDRESS, hasty=True)
        self._calm = replace(opened, headings=not in_full)
        self._failing = Failing(opened.ledger)
        self._desk = replace(self._calm, ledger=cast("Ledger", self._failing))
        self._mails = Mails(ISSUED)
        with opened.ledger.read() as tx:
            self._rows = {row.agency: row.id for row in dockets.of(tx, 1)}
        self._kept: dict[Number, dict[str, int]] = {}
        self._receipts: dict[tuple[int, str], Receipt] = {}
        self._now = self._latest = ISSUED
        self._back = 0

    def play(self, steps: list[Step]) -> dict[str, int]:
        """Play every step, then let the weather clear; return what was counted.

        Raises AssertionError for a promise that was broken.
        """
        try:
            for n, step in enumerate(steps):
                self._step(step, f"act-{n}")
            self._clear()
            return self._counts(self._judged())
        finally:
            self._calm.ledger.close()
            self._home.cleanup()

    def _step(self, step: Step, act: str) -> None:
        self._now = self._next() if step.gap is None else self._now + step.gap
        self._latest = max(self._latest, self._now)
        self._back += bool(step.gap and step.gap < timedelta(0))
        self._failing.expect(step.ledger)
        self._mails.expect(step.mail, step.letters)
        self._tried(partial(self._do, step, act), act)
        self._heartbeat()

    def _next(self) -> datetime:
        with self._calm.ledger.read() as tx:
            due = (dockets.next_wake(tx), letters.next_due(tx))
        return max(self._now, min((one for one in due if one), default=self._now))

    def _do(self, step: Step, act: str) -> None:
        docket = self._rows[step.agency]
        by = Doing(self._desk, docket, step.agency, step.duty, act, self._now)
        receipt = do(step.act, by)
        if receipt:
            self._receipts[docket, act] = receipt

    def _tried(self, do: Callable[[], object], act: str) -> None:
        """Do it, and once more where the ledger failed; it may be refused."""
        try:
            if not self._met(do):
                do()
        except LedgerError:
            raise
        except CampaignError:  # whoever may not do that is told so
            self._never_done(act)

    def _never_done(self, act: str) -> None:
        for docket in self._rows.values():
            done = [fact for fact in self._facts(docket) if fact.act == act]
            assert not done, f"{done} was refused although it was recorded"

    def _met(self, do: Callable[[], object]) -> bool:
        """Do it; False where the ledger failed as it was told to."""
        try:
            do()
        except LedgerError as error:
            if error is not self._failing.raised:
                raise
            return False
        return True

    def _heartbeat(self) -> None:
        """Beat and deliver as the flows do; what fails is over until the next time."""
        self._mails.now = self._now
        if ahead(self._calm, self._now):
            return
        for one in (seal_day, beat, self._deliver):
            self._met(partial(one, self._desk, self._now))
        self._remember()

    def _deliver(self, desk: Desk, now: datetime) -> None:
        before = self._mails.reached.copy()
        try:
            deliver_due(desk, self._mails, now, rest=lambda _: None)
        except LedgerError:
            self._mails.unheard |= {n for n, _ in self._mails.reached - before}
            raise

    def _remember(self) -> None:
        """Note up to which fact of each docket a letter was composed."""
        with self._calm.ledger.read() as tx:
            composed = tx.rows("SELECT docket, n FROM messages")
            known = {row.agency: row.n for row in dockets.of(tx, 1)}
        for docket, n in composed:
            self._kept.setdefault((docket, n), known)

    def _clear(self) -> None:
        """Let nothing fail any more, until nothing is due and no letter waits."""
        self._failing.expect(None)
        self._mails.expect(Mail.TAKES, 0)
        self._now = self._latest  # a clock that was set back is set right again
        self._heartbeat()
        while (due := self._due()) is not None or beat(self._calm, self._now).visited:
            self._now = max(self._now, due or self._now)
            self._heartbeat()

    def _due(self) -> datetime | None:
        with self._calm.ledger.read() as tx:
            return letters.next_due(tx)

    def _judged(self) -> list[Letter]:
        """Hold everything against everything; return the letters."""
        for (docket, act), receipt in self._receipts.items():
            there = [fact.duty for fact in self._facts(docket) if fact.act == act]
            assert sorted(there) == sorted(receipt.duties), (act, there, receipt)
        wrong = verify(self._calm, NAME, self._now).violations
        assert wrong == (), wrong
        with self._calm.ledger.read() as tx:
            every = [letters.get(tx, *one[:2]) for one in letters.of_campaign(tx, 1)]
        found = [*self._strange(every), *self._wrong(every)]
        assert found == [], found
        return every

    def _facts(self, docket: int) -> tuple[Entry, ...]:
        with self._calm.ledger.read() as tx:
            return entries.of(tx, [docket])[docket]

    def _strange(self, every: list[Letter]) -> Iterator[str]:
        """Yield which letters arrived that are in no ledger, or too often."""
        if strange := self._mails.taken.keys() - {one[:2] for one in every}:
            yield f"letters that the ledger does not know: {strange}"
        for (number, to), times in self._mails.reached.items():
            if times > (mailed.MOST if number in self._mails.unheard else 1):
                yield f"{number} reached {to} {times} times"

    def _wrong(self, every: list[Letter]) -> Iterator[object]:
        """Yield what is wrong with letters beside what the mail server took."""
        known = Known(self._calm, NAME)
        for letter in every:
            number = letter[:2]
            agency, copies = known.agency(letter.docket), self._mails.taken[number]
            if letter.state in _WAITING:
                yield f"{number} is {letter.state}"
            seen = [_read(known.taken(one), one.recipients[0]) for one in copies]
            yield from mailed.mailed(agency, letter, seen)
            for item in letter.items if copies else ():
                docket = known.docket(item.agency or agency)
                facts = docket.entries[: self._kept[number][docket.agency]]
                docket = replace(docket, entries=facts)
                yield from history.answered(docket, letter.n, [item], _NEVER)

    def _counts(self, every: list[Letter]) -> dict[str, int]:
        return {
            "facts": sum(len(self._facts(docket)) for docket in self._rows.values()),
            "letters": len(every),
            "ledger": self._failing.failures,
            "mail": self._mails.faults,
            "back": self._back,
            "again": sum(times - 1 for times in self._mails.reached.values()),
        }


def _read(taken: Taken, address: str) -> Taken:
    """Say who reads it by its domain: mailboxes are corrected in the season."""
    return taken._replace(reads=frozenset({address.partition("@")[2].split(".")[0]}))
