"""Flow runs of beats, beside empty ones by turns, as a client of Prefect's server.

`python -m benchmarks.flow_runs WHICH FOLDER PORTS LEDGER ...` prints milliseconds as
JSON. WHICH is `due` (then AGENCIES RUNS), for beats with one docket in a hundred due,
or `season` (then SINK MOMENTS), for the moments of the season of W5.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import click

from benchmarks.beat import Due
from benchmarks.country import country
from benchmarks.frame import timed
from benchmarks.places import place_of
from benchmarks.prefect_server import settings_in
from benchmarks.province import province
from benchmarks.season import SEED
from benchmarks.started import ADDRESS, Started, open_at
from calendars.deadlines import last_instant
from desk.beat import beat
from desk.desk import open_desk
from desk.letters.claim import claim
from desk.letters.deliver import BySmtp, attempt, record
from desk.plans.days_off import working_days
from desk.rehearsals.rehearsal import Rehearsal
from flows.environment import enter_prefect
from schemas.smtp import SmtpServer
from settings import Settings

Run = Callable[..., Awaitable[Any]]


class Runs:
    """Empty runs and others by turns, each timed; the first of each is not counted."""

    def __init__(self, runner: asyncio.Runner, ours: Run) -> None:
        from prefect import flow

        self._runner = runner
        self._empty = flow(name="empty", persist_result=False)(_nothing)
        self._ours = flow(name="beat", persist_result=False)(ours)
        self.times: list[tuple[float, float]] = []

    def once(self, *given: object) -> None:
        """Run both once."""
        empty = self._took(self._empty)
        self.times.append((empty, self._took(self._ours, *given)))

    def told(self) -> str:
        """Return the times as JSON."""
        return json.dumps(self.times[1:])

    def _took(self, run: Run, *given: object) -> float:
        async def awaited() -> None:
            await run(*given)

        with timed() as watch:
            self._runner.run(awaited())
        return 1000 * watch.seconds


async def _nothing() -> None:
    """Be an empty run."""


@contextmanager
def _client() -> Generator[asyncio.Runner]:
    """Let one client serve all runs."""
    from contextlib import AsyncExitStack

    from prefect.context import AsyncClientContext, SyncClientContext

    kept = AsyncExitStack()
    with SyncClientContext.get_or_create(), asyncio.Runner() as runner:
        runner.run(kept.enter_async_context(AsyncClientContext.get_or_create()))
        yield runner
        runner.run(kept.aclose())


def due(settings: Settings, agencies: str, runs: str) -> None:
    """Time beats that find one docket in a hundred due; letters stay for senders."""
    from flows.beating import beat_once
    from flows.here import Here

    whole = country(int(agencies), working_days())
    desk = open_at(settings.ledger)
    begun = Started(desk, settings.ledger, 0.0)
    found = Due(place_of(settings.ledger), begun, whole)

    class Before(Here):
        """At a moment at which no letter is due yet."""

        def now(self) -> datetime:
            return whole.issued - timedelta(days=1)

    at = Before(desk, settings, BySmtp(SmtpServer("127.0.0.1", 1)))

    async def ours() -> Any:
        return await beat_once(at, found.now)

    with _client() as runner:
        measured = Runs(runner, ours)
        for _ in range(int(runs) + 1):
            measured.once()
            found.rewind()
    click.echo(measured.told())


def season(settings: Settings, port: str, moments: str) -> None:
    """Time the beats of a season, each a run in which its letters are delivered."""
    plan, roster = province()
    desk = open_desk(settings.ledger, "", ADDRESS, SEED, hasty=True, marked=True)
    rehearsal = Rehearsal(desk, plan, SEED)
    rehearsal.begin()
    rehearsal.start(roster)
    post = BySmtp(SmtpServer("127.0.0.1", int(port)))

    async def ours(now: datetime) -> None:
        beat(desk, now)
        while ready := claim(desk, now):
            record(desk, [attempt(post, one) for one in ready], now)

    with _client() as runner:
        measured = Runs(runner, ours)
        for nth, now in enumerate(rehearsal.moments(last_instant(plan.close))):
            if nth > int(moments):
                break
            measured.once(now)
    click.echo(measured.told())


WHICH = {"due": due, "season": season}

if __name__ == "__main__":
    _, which, folder, ports, ledger, *more = sys.argv
    here = settings_in(folder, json.loads(ports), ledger)
    enter_prefect(here, quiet=True)
    WHICH[which](here, *more)
