"""A mail server that takes letters, keeps a log, and strikes at whoever sends them."""

import logging
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from errno import EADDRINUSE
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

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

    `strikes`: at which letter from then on processes are killed, and whether the letter
    is taken before that; who sent it then never hears the 250. `killed` are those.
    """

    ledger: Path = Path()
    taken: list[Logged] = field(default_factory=list)
    life: int = 0
    killed: tuple[int, ...] = ()
    heard: int = 0
    _strikes: tuple[int, bool] | None = None
    _victims: Callable[[], tuple[int, ...]] = tuple

    def next_life(self) -> None:
        """Note that letters come from another process from now on."""
        self.life += 1

    def strike(
        self, strikes: tuple[int, bool] | None, victims: Callable[[], tuple[int, ...]]
    ) -> None:
        """Kill the processes that are there at a letter; at the next if none is."""
        self.killed, self.heard = (), 0
        self._strikes, self._victims = strikes, victims

    async def handle_DATA(self, _server: object, _session: object, envelope) -> str:
        self.heard += 1
        if self._strikes and not self._strikes[1] and self._struck():
            return "451 4.3.0 nobody is there"
        recipients, raw = tuple(envelope.rcpt_tos), envelope.original_content
        clock = clock_of(self.ledger)
        self.taken.append(Logged(clock, self.life, recipients, raw))
        self._struck()
        return "250 2.0.0 taken"

    def _struck(self) -> bool:
        """Kill once the letter has come; tell whether somebody was killed."""
        if self._strikes and not self.killed and self.heard >= self._strikes[0]:
            self.killed = self._victims()
            for pid in self.killed:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return bool(self.killed)
        return False


def clock_of(ledger: Path) -> datetime:
    """Return a rehearsal's moment, as committed."""
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as database:
        (clock,) = database.execute("SELECT clock FROM rehearsals").fetchone()
    return moment(clock)


@contextmanager
def serving(log: Log, port: int | None = None) -> Iterator[int]:
    """Run the server on a loopback port; whoever logs in may, nobody has to."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # its own calls are old
    controller = _listening(log, port)
    try:
        yield controller.port
    finally:
        controller.stop()


def _listening(log: Log, port: int | None) -> Controller:
    """Start it; on another port where somebody took the free one in between."""
    while True:
        controller = Controller(
            log,
            hostname="127.0.0.1",
            port=port or free_port(),
            auth_require_tls=False,
            authenticator=lambda *_: AuthResult(success=True),
        )
        try:
            controller.start()
        except OSError as error:
            if port or error.errno != EADDRINUSE:
                raise
        else:
            return controller
