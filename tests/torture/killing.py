"""A season that `campaign up` serves, whose processes are killed until it is over."""

import random
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import sleep
from typing import NamedTuple

from calendars.deadlines import last_instant
from desk.desk import Desk, open_desk
from desk.letters.deliver import BySmtp
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from desk.start import find
from desk.state import office_facts
from flows.deployments import SERVED
from ledger import dockets, letters, rehearsals
from rules.phases import activity_days
from schemas.assignment import DocketKind
from schemas.plan import Plan
from schemas.smtp import SmtpServer
from tests.flows.conftest import settings_in
from tests.flows.ground import Ground
from tests.flows.processes import Program, gone, kill, until
from tests.torture.days import by_the_season
from tests.torture.judged import PHASES
from tests.torture.life import ADDRESS, Season
from tests.torture.season import Killed, LifeError, Played, remember
from tests.torture.server import Log, serving
from tests.torture.shown import not_back

LONGEST = 20.0
"""Seconds after the last kill within which one comes that finds all starting."""
GOING_ON = 5.0
"""Seconds after a letter within which one comes while the season goes on."""
NTH = 15
"""The latest letter at which one comes that comes at a letter."""
ABREAST = 4
"""Letters that leave side by side."""
_PATIENCE = 600.0

Victims = Callable[[], tuple[int, ...]]


class Victim(StrEnum):
    """What is killed, in turn."""

    RUNNER = "the runner"
    SERVER = "Prefect's server"
    EVERYTHING = "everything"


_LOGS = {Victim.RUNNER: "runner.log", Victim.SERVER: "prefect.log"}


class When(StrEnum):
    """When it is killed: while all starts, while the season goes on, at a letter."""

    STARTING = "starting"
    GOING_ON = "going on"
    DATA = "DATA received, before the letter is taken"
    TAKEN = "letter taken, before its 250"


class Served(NamedTuple):
    """A season that ended: what was killed in it, and what is missing in the end.

    `phases` counts the days that no run of a phase recorded.
    """

    played: Played
    victims: tuple[Victim, ...]
    phases: int
    shown: dict[str, int]


class Up(Ground):
    """What `campaign up` serves, but for pages and mailbox, which nobody opens here."""

    def start(self) -> None:
        parts = ("prefect", "runner")
        self._program = Program("tests.torture.served", *parts, environ=self.environ())

    def lives(self) -> bool:
        return self._program.lives()

    def pids(self, victim: Victim) -> tuple[int, ...]:
        """Return the processes to kill, none while they are not there."""
        with suppress(KeyError, OSError):  # it ends, or starts
            if victim is Victim.EVERYTHING:
                return (*self._program.parts(), self._program.pid)
            return (self._program.part(self.settings.var / "log" / _LOGS[victim]),)
        return ()


class Killing:
    """Kills what serves a season, at moments that a seed draws."""

    def __init__(self, up: Up, log: Log, over: Callable[[], bool]) -> None:
        self._up, self._log, self._over = up, log, over
        self.victims: list[Victim] = []
        self.lives: list[Killed] = []
        self.kept: dict[tuple[int, int], datetime] = {}
        log.next_life()

    def kill(self, kills: int, seed: str) -> None:
        """Kill each in turn, so often, or until the season is over."""
        chance = random.Random(seed)  # noqa: S311 - repeatable by seed
        for victim in islice(cycle(Victim), kills):
            when, part = chance.choice(tuple(When)), chance.random()
            killed = self._killed(when, part, partial(self._up.pids, victim))
            if not killed:
                return
            assert all(map(gone, killed))
            self.victims.append(victim)
            if victim is not Victim.SERVER:
                self._next_life(when)

    def end(self) -> None:
        """Let the season come to its end."""
        self._wait(self._over)

    def _killed(self, when: When, part: float, victims: Victims) -> tuple[int, ...]:
        """Kill them, and return whom; nobody where the season is over before."""
        log, nth = self._log, 1 + int(part * NTH)
        by_log = when in (When.DATA, When.TAKEN)
        log.strike((nth, when is When.TAKEN) if by_log else None, victims)
        if by_log:
            self._wait(lambda: log.killed or self._over())
            return log.killed
        if when is When.GOING_ON:
            self._wait(lambda: log.heard or self._over())
        sleep(part * (GOING_ON if when is When.GOING_ON else LONGEST))
        self._wait(lambda: victims() or self._over())
        kill(*(killed := victims()))
        return killed

    def _wait(self, there: Callable[[], object]) -> None:
        def looked() -> object:
            if not self._up.lives():
                self._next_life(When.STARTING)
                self._up.start()
            return there()

        if not until(looked, _PATIENCE):
            raise LifeError(f"{self._log.ledger} stands still: see the log beside it")

    def _next_life(self, when: When) -> None:
        claimed = remember(self._log.ledger, self.kept)
        self.lives.append(Killed(self._log.life, when, claimed))
        self._log.next_life()


def serve_and_kill(
    folder: Path, season: Season, kills: int, seed: str, since: datetime | None = None
) -> Served:
    """Serve a season to its end; the seed draws the moments of kills.

    What is before `since` is played at the desk.
    """
    settings = settings_in(folder, public_address=ADDRESS)
    desk = open_desk(settings.ledger, "", ADDRESS, season.seed, marked=True)
    plan, roster = read_plan(season.campaign, desk.days).require()
    rehearsal = Rehearsal(desk, plan, season.seed)
    rehearsal.begin()
    rehearsal.start(roster)
    log = Log(ledger=Path(settings.ledger))
    with serving(log, settings.mailbox_smtp_port) as port:
        if since:
            deque(rehearsal.play(since, BySmtp(SmtpServer("127.0.0.1", port))), 0)
        up = Up(settings)
        try:
            killing = Killing(up, log, lambda: _is_over(desk, plan))
            killing.kill(kills, seed)
            killing.end()
            until(lambda: not _missing(desk, plan, since))
            crons = sum(bool(by_the_season(one).crons) for one in SERVED)
            shown = not_back(up, _agencies(desk, plan), crons)
        finally:
            up.stop()
    season = season._replace(ledger=settings.ledger, port=port)
    lives = tuple(killing.lives)
    played = Played(season, lives, killing.kept, log, ABREAST)
    return Served(played, tuple(killing.victims), _missing(desk, plan, since), shown)


def _is_over(desk: Desk, plan: Plan) -> bool:
    with desk.ledger.read() as tx:
        clock, due = rehearsals.current(tx), letters.next_due(tx)
    return bool(clock and clock.clock >= last_instant(plan.close)) and due is None


def _missing(desk: Desk, plan: Plan, since: datetime | None) -> int:
    """Count the days that the runs of the phases should have recorded."""
    with desk.ledger.read() as tx:
        facts = office_facts(tx, find(tx, plan.id).id)
    marked = (day for day in activity_days(plan) if not since or day > since.date())
    days = {f"activities-{day}" for day in marked} | {"closed"}
    return len(days - {fact.key for fact in facts if fact.kind in PHASES})


def _agencies(desk: Desk, plan: Plan) -> int:
    with desk.ledger.read() as tx:
        rows = dockets.of(tx, find(tx, plan.id).id)
    return sum(row.kind is DocketKind.AGENCY for row in rows)
