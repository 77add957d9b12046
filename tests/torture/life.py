"""One life of a process that plays a season, from where the ledger stands to its end.

Nothing of the product knows of the points at which it dies: they lie around the ledger
and the post that it is given.
"""

import os
import signal
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, cast

from calendars.deadlines import last_instant
from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.letters.claim import claim
from desk.letters.deliver import BySmtp, send
from desk.mail.outcome import Outcome
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from desk.seals import seal_day
from ledger import letters, rehearsals
from ledger.database import Ledger
from ledger.transaction import Transaction
from schemas.smtp import SmtpServer

BATCH = 5
"""Letters claimed at a time."""
ADDRESS = "http://campaign.example"


class Point(StrEnum):
    """Where a process is killed: at any moment, or at a point of the seams."""

    MOMENT = "any moment"
    BEFORE_COMMIT = "before a commit"
    AFTER_COMMIT = "after a commit"
    CLAIMED = "after a claim"
    DATA = "DATA received, before the letter is taken"
    TAKEN = "letter taken, before its 250"
    HEARD = "250 heard, before its commit"


class Season(NamedTuple):
    """Which season is played, in which ledger, against which mail server."""

    campaign: str
    seed: int
    ledger: str
    port: int


class Death(NamedTuple):
    """The `nth` time that a life comes to a point of its own process."""

    point: Point
    nth: int


class Fate:
    """Counts how often a life came to each point, and ends it at its death's."""

    def __init__(self, death: Death | None) -> None:
        self._death, self._left = death, death.nth if death else 0

    def comes_to(self, point: Point) -> None:
        if self._death is None or self._death.point is not point:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """A ledger with its commits in sight."""

    def __init__(self, ledger: Ledger, fate: Fate) -> None:
        self._ledger, self._fate = ledger, fate
        self.url, self.shared = ledger.url, ledger.shared
        self.let_others = ledger.let_others

    def read(self) -> AbstractContextManager[Transaction]:
        return self._ledger.read()

    @contextmanager
    def write(self) -> Generator[Transaction, None, None]:
        with self._ledger.write() as tx:
            yield tx
            self._fate.comes_to(Point.BEFORE_COMMIT)
        self._fate.comes_to(Point.AFTER_COMMIT)


def live(season: Season, death: Death | None, begun: Callable[[], None]) -> None:
    """Play a season from where it stands; `begun` is called before anything is done."""
    begun()
    fate = Fate(death)
    opened = open_desk(season.ledger, "", ADDRESS, seed=season.seed, marked=True)
    desk = replace(opened, ledger=cast("Ledger", Watched(opened.ledger, fate)))
    plan, roster = read_plan(season.campaign, desk.days).require()
    rehearsal = Rehearsal(desk, plan, season.seed)
    with desk.ledger.read() as tx:
        known = rehearsals.current(tx)
    if known is None:  # else it would take back what was claimed: leases shall end
        rehearsal.begin()
    rehearsal.start(roster)
    post = Listening(SmtpServer("127.0.0.1", season.port), fate=fate)
    for now in rehearsal.moments(last_instant(plan.close)):
        seal_day(desk, now)
        beat(desk, now)
        _deliver(desk, post, fate, now)
    while (now := _next_due(desk)) is not None:
        rehearsal.rest(now)
        _deliver(desk, post, fate, now)


@dataclass(frozen=True)
class Listening(BySmtp):
    """A post whose process may die when it has heard the server's answer."""

    fate: Fate | None = None

    def __call__(
        self, sender: str, recipients: Sequence[str], message: bytes
    ) -> Outcome:
        outcome = super().__call__(sender, recipients, message)
        if self.fate:
            self.fate.comes_to(Point.HEARD)
        return outcome


def _deliver(desk: Desk, post: BySmtp, fate: Fate, now: datetime) -> None:
    while ready := claim(desk, now, BATCH):
        fate.comes_to(Point.CLAIMED)
        for one in ready:
            send(desk, post, one, now)


def _next_due(desk: Desk) -> datetime | None:
    with desk.ledger.read() as tx:
        return letters.next_due(tx)
