"""Seasons that are killed by seed until they end, and what is then known of them."""

import multiprocessing
import random
import sqlite3
from contextlib import closing
from datetime import datetime
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

from tests.torture.life import Death, Point, Season, live
from tests.torture.server import Log, clock_of

LONGEST = 1.5
"""Seconds that a life may last which is killed at any moment."""
NTH = 25
"""The latest time that a life comes to its point."""
_PATIENCE = 300
_CLAIMED = "SELECT docket, n FROM letters WHERE state = 'claimed'"
BY_SERVER = {Point.DATA: False, Point.TAKEN: True}
"""Points at which the mail server kills, and whether it takes the letter first."""
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.torture.life"])


class Killed(NamedTuple):
    """A life that was killed: at which point, and which letters were claimed then."""

    life: int
    point: str
    claimed: frozenset[tuple[int, int]]


class Played(NamedTuple):
    """A season that ended: its kills, and when each letter's bytes were first kept.

    A life sends so many letters `abreast`.
    """

    season: Season
    kills: tuple[Killed, ...]
    kept: dict[tuple[int, int], datetime]
    log: Log
    abreast: int = 1


class LifeError(AssertionError):
    """A process ended in another way than it should."""


def play(season: Season, log: Log, kills: int, seed: str) -> Played:
    """Play a season to its end; the seed draws how its first `kills` lives end."""
    chance = random.Random(seed)  # noqa: S311 - repeatable by seed
    log.ledger = Path(season.ledger)
    done: list[Killed] = []
    kept: dict[tuple[int, int], datetime] = {}
    while True:
        point = chance.choice(tuple(Point))
        death = Death(point, chance.randint(1, NTH))
        after = chance.uniform(0, LONGEST)
        if not _lives(season, log, death if len(done) < kills else None, after):
            return Played(season, tuple(done), kept, log)
        claimed = remember(Path(season.ledger), kept)
        done.append(Killed(log.life, point, claimed))


def _lives(season: Season, log: Log, death: Death | None, after: float) -> bool:
    """Let a process live; return whether it was killed before its season's end."""
    struck = death and death.point in BY_SERVER
    log.next_life()
    log.strike(None, tuple)
    begun = _processes.Event()
    process = _processes.Process(target=_live, args=(season, death, begun))
    process.start()
    if death and struck:
        pid = process.pid or 0
        log.strike((death.nth, BY_SERVER[death.point]), lambda: (pid,))
    begun.set()
    process.join(after if death and death.point is Point.MOMENT else _PATIENCE)
    if process.is_alive():
        if death is None or death.point is not Point.MOMENT:
            process.kill()
            raise LifeError(f"a life of {season} did not end")
        process.kill()
        process.join()
    if process.exitcode not in (0, -9):
        raise LifeError(f"a life of {season} ended with {process.exitcode}")
    return process.exitcode != 0


def _live(season: Season, death: Death | None, begun: Event) -> None:
    live(season, death, begun.wait)


def remember(
    ledger: Path, kept: dict[tuple[int, int], datetime]
) -> frozenset[tuple[int, int]]:
    """Return which letters are claimed, after a kill.

    Notes which were composed by now: later answers are too late for them.
    """
    try:
        clock = clock_of(ledger)
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as database:
            composed = database.execute("SELECT docket, n FROM messages").fetchall()
            claimed = database.execute(_CLAIMED).fetchall()
    except (sqlite3.OperationalError, TypeError):  # killed before it was a rehearsal
        return frozenset()
    for docket, n in composed:
        kept.setdefault((docket, n), clock)
    return frozenset((docket, n) for docket, n in claimed)
