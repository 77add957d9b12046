"""A campaign on PostgreSQL under load: people answer, the heartbeat beats and sends."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, cycle
from typing import Any

from desk.answer import Answer, answer
from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import Ready, claim
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Verdict
from desk.verify import verify
from ledger import dockets, entries
from ledger.dockets import DocketRow
from ledger.errors import STORAGE
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, NAME

PEOPLE = 3
"""Threads that answer at once."""
_STEP = timedelta(hours=1)


@dataclass
class Load:
    """What people and the mail server were told, and what went wrong."""

    desk: Desk
    now: datetime = ISSUED
    recorded: list[tuple[int, str]] = field(default_factory=list)
    refused: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    unrecorded: int = 0
    wrong: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, who: int) -> None:
        """Say again and again how far a duty is, agency after agency."""
        acts, rows = count(), cycle(self._agencies()[who::PEOPLE])
        while not self.over.is_set():
            act = f"{who}-{next(acts)}"
            given = Answer(EntryKind.PROGRESSED, ("own-plan",), CLERK, act)
            self._insist(next(rows), given)

    def _insist(self, row: DocketRow, given: Answer) -> None:
        """Send an answer until it is recorded, as a person does."""
        while not self.over.is_set():
            try:
                answer(self.desk, row.id, given, ISSUED)
            except STORAGE:
                self.refused += 1
            else:
                self.recorded.append((row.id, given.act))
                return

    def mail(self) -> None:
        """Beat and send while the days pass."""
        while not self.over.is_set():
            with suppress(*STORAGE):
                self._beat()
                self.now += _STEP

    def _beat(self) -> None:
        beat(self.desk, self.now)
        for one in claim(self.desk, self.now, 10):
            self._send(one, self.now)

    def _send(self, one: Ready, now: datetime) -> None:
        before = self.taken.total()
        try:
            send(self.desk, self._post, one, now)
        except STORAGE:
            self.unrecorded += self.taken.total() - before
            raise

    def _post(self, _sender: str, _recipients: object, message: bytes) -> Outcome:
        head = message.partition(b"\r\n\r\n")[0].decode()
        self.taken[head.partition("Message-ID: ")[2].partition("\r\n")[0]] += 1
        return Outcome(Verdict.SENT)

    def document(self) -> dict[str, Any]:
        """Return what came of it, as a piece of results."""
        return {
            "recorded": len(self.recorded),
            "refused": self.refused,
            "letters": len(self.taken),
            "again": self.taken.total() - len(self.taken),
            "wrong": self.judge(),
        }

    def _agencies(self) -> list[DocketRow]:
        with self.desk.ledger.read() as tx:
            rows = dockets.of(tx, 1)
        return [row for row in rows if row.kind is DocketKind.AGENCY]

    def judge(self) -> list[str]:
        """Hold the ledger against what was told, once all has been settled."""
        self.now += _STEP
        self._beat()
        with self.desk.ledger.read() as tx:
            facts = entries.of(tx, [row.id for row in dockets.of(tx, 1)])
        acts = Counter(
            (id_, fact.act) for id_ in facts for fact in facts[id_] if fact.act
        )
        lost = [one for one in self.recorded if acts[one] != 1]
        again = self.taken.total() - len(self.taken)
        wrong = [*self.wrong, *(f"recorded, and not there once: {one}" for one in lost)]
        if again > self.unrecorded:
            wrong.append(
                f"{again} letters were sent again, {self.unrecorded} unrecorded"
            )
        return wrong + [
            str(one) for one in verify(self.desk, NAME, self.now).violations
        ]


@contextmanager
def loaded(desk: Desk) -> Iterator[Load]:
    """Answer, beat and send until the block ends."""
    load = Load(desk)

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            load.wrong.append(f"{type(error).__name__}: {error}")

    work = [lambda who=who: load.answer(who) for who in range(PEOPLE)]
    threads = [threading.Thread(target=run, args=(one,)) for one in (*work, load.mail)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.over.set()
        for thread in threads:
            thread.join()
