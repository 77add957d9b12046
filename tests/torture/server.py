"""A mail server that takes letters, keeps a log, and strikes at whoever sends them."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.controller import Controller

from ledger.moments import moment
from tests.desk.mail.smtp_servers import free_port


class Logged(NamedTuple):
    """A letter taken: at which moment of the season, from which life, and its bytes."""

    at: datetime
    life: int
    recipients: tuple[str, ...]
    raw: bytes


@dataclass
class Log:
    """What the server took in one season.

    `strikes`: at which letter of a life its process is killed, and whether the letter
    is taken before that; the process then never hears the 250.
    """

    ledger: Path = Path()
    taken: list[Logged] = field(default_factory=list)
    life: int = 0
    pid: int = 0
    strikes: tuple[int, bool] | None = None
    _heard: int = 0

    def next_life(self, strikes: tuple[int, bool] | None) -> None:
        self.life, self.pid, self.strikes, self._heard = self.life + 1, 0, strikes, 0

    async def handle_DATA(self, _server: object, _session: object, envelope) -> str:
        self._heard += 1
        struck = self.strikes is not None and self._heard == self.strikes[0]
        if struck and not (self.strikes and self.strikes[1]):
            os.kill(self.pid, signal.SIGKILL)
            return "451 4.3.0 nobody is there"
        recipients, raw = tuple(envelope.rcpt_tos), envelope.original_content
        clock = clock_of(self.ledger)
        self.taken.append(Logged(clock, self.life, recipients, raw))
        if struck:
            os.kill(self.pid, signal.SIGKILL)
        return "250 2.0.0 taken"


def clock_of(ledger: Path) -> datetime:
    """Return a rehearsal's moment, as committed."""
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as database:
        (clock,) = database.execute("SELECT clock FROM rehearsals").fetchone()
    return moment(clock)


@contextmanager
def serving(log: Log) -> Iterator[int]:
    """Run the server on a loopback port of its own."""
    controller = Controller(log, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
