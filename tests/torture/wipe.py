"""The part *wipe*: a season through the flows, killed and its Prefect database removed.

At random moments everything that `campaign run` started is killed and the database
goes; what is started again goes on, from the ledger alone.
"""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from desk.desk import open_desk
from desk.verify import verify
from flows.deployments import SERVED
from ledger import rehearsals
from schemas.base import VN
from settings import Settings
from tests.flows.conftest import free_ports
from tests.flows.ground import Ground
from tests.flows.playing import kept_by_run
from tests.flows.processes import Program, gone, kill
from tests.torture.figures import Figure
from tests.torture.part import Part, Results
from tests.torture.season import LifeError
from tests.torture.shown import not_back

WIPES = 50
PER_SEASON = 17
"""Wipes of one season; then it is left to end."""
LONGEST = 10.0
"""Seconds within which everything is killed, of a start or of the season going on."""
_GOING_ON = 0.5
"""How many of the wipes find it going on; the others find it starting."""
CAMPAIGN, UNTIL = "dong-dang-2024", "2024-07-31"


class Served(Ground):
    """`campaign run` of the township's plan, with a seed of its own."""

    def __init__(self, settings: Settings, seed: int) -> None:
        self._seed = seed
        super().__init__(settings)

    def start(self) -> None:
        arguments = ("run", "--plan", CAMPAIGN, "--until", UNTIL)
        seed = ("--seed", str(self._seed))
        self._program = Program("cli.main", *arguments, *seed, environ=self.environ())

    def hear(self) -> None:
        """Wait until everything answers and the season goes on."""
        self._program.hear("rehearsing through the flows")

    def wipe(self) -> None:
        """kill -9 everything, and start anew without Prefect's database."""
        tasks = Path(f"/proc/{self._program.pid}/task").glob("*/children")
        children = [int(pid) for file in tasks for pid in file.read_text().split()]
        self._program.kill()
        kill(*(pid for pid in children if Path(f"/proc/{pid}").exists()))
        assert all(gone(pid) for pid in children)
        for file in (self.settings.var / "prefect").glob("prefect.db*"):
            file.unlink()
        self.start()

    def end(self) -> None:
        """Let the season be played to its end."""
        self._program.hear("Stop with Ctrl-C")

    def taken(self) -> list[str]:
        """Return the Message-IDs of the letters in the mailbox."""
        file = self.settings.var / "mailbox" / "mailbox.sqlite3"
        with closing(sqlite3.connect(file)) as database:
            rows = database.execute("SELECT raw FROM contents").fetchall()
        return [
            str(BytesHeaderParser().parsebytes(raw)["Message-ID"]) for (raw,) in rows
        ]


def go_on(results: Results) -> Iterator[str]:
    """Play seasons until there are as many wipes as wanted; yield a line on each."""
    while (left := WIPES - results.total("wipes")) > 0:
        one = _season(len(results.lines()), min(left, PER_SEASON))
        results.add(one)
        yield (
            f"season {one['n']}: {one['wipes']} wipes, {one['letters']} letters, "
            f"{one['again']} again, {one['extra']} extra, {one['broken']} promises "
            f"broken, {one['seconds']} s"
        )


def figures(results: Results) -> list[Figure]:
    """Return what was reached, with its goal where there is one."""
    total = results.total
    return [
        Figure("Prefect databases removed", total("wipes"), at_least=WIPES),
        Figure("seasons played to their end", len(results.lines())),
        Figure("letters due in them", total("letters")),
        Figure("letters that are in no ledger", total("extra"), at_most=0),
        Figure("letters sent that never arrived", total("lost"), at_most=0),
        Figure("letters that arrived again", total("again")),
        Figure("  more than kills explain", total("odd"), at_most=0),
        Figure("promises broken", total("broken"), at_most=0),
        Figure("boards that did not come back", total("boards"), at_most=0),
        Figure("schedules that did not", total("schedules"), at_most=0),
    ]


def _season(n: int, wipes: int) -> dict[str, Any]:
    chance = random.Random(f"wipes {n}")  # noqa: S311 - repeatable by seed
    began = datetime.now(VN)
    with TemporaryDirectory() as name:
        var = Path(name) / "var"
        ui, web, mailbox, smtp = free_ports(4)
        served = Served(
            Settings(
                var=var,
                ledger=str(kept_by_run(var, CAMPAIGN, n)),
                ui_port=ui,
                web_port=web,
                mailbox_port=mailbox,
                mailbox_smtp_port=smtp,
            ),
            n,
        )
        try:
            for _ in range(wipes):
                if chance.random() < _GOING_ON:
                    served.hear()
                sleep(chance.uniform(0, LONGEST))
                served.wipe()
            served.end()
            judged = _judge(served, wipes)
        finally:
            served.stop()
    seconds = round((datetime.now(VN) - began).total_seconds())
    at = began.isoformat(timespec="seconds")
    return {"n": n, "at": at, "seconds": seconds, "wipes": wipes, **judged}


def _judge(served: Served, wipes: int) -> dict[str, int]:
    """Hold the ledger against the mailbox, and Prefect against both."""
    desk = open_desk(served.settings.ledger, "", "")
    with desk.ledger.read() as tx:
        clock = rehearsals.current(tx)
        states = tx.rows("SELECT docket, n, state FROM letters")
    assert clock is not None
    if clock.clock.date() < date.fromisoformat(UNTIL):
        raise LifeError(f"the season stopped on {clock.clock}")
    broken = len(verify(desk, CAMPAIGN, clock.clock).violations)
    with desk.ledger.read() as tx:
        agencies = tx.rows("SELECT id FROM dockets WHERE kind = 'agency'")
    desk.ledger.close()
    sent = {(row.docket, row.n) for row in states if row.state == "sent"}
    arrived = Counter(map(_number, served.taken()))
    crons = sum(bool(one.crons) for one in SERVED)
    again = sum(arrived.values()) - len(arrived)
    return {
        "letters": len(states),
        "extra": len(arrived.keys() - {(row.docket, row.n) for row in states}),
        "lost": len(sent - arrived.keys()),
        "again": again,
        "odd": max(0, again - wipes * 4),  # four letters leave side by side
        "broken": broken,
        **not_back(served, len(agencies), crons),
    }


def _number(message_id: str) -> tuple[int, int]:
    docket, n, *_ = message_id.strip("<>").split(".")
    return int(docket), int(n)


PART = Part("wipe", go_on, figures)
