"""Everybody answers in the last hour while beats run: `python -m benchmarks.last_hour`.

Pages, beats and agencies are a process each. Prints each figure as a line of JSON, then
a table and what was missed; exits with 1 where a goal was missed.
"""

import json
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks.frame import Figure, Goal, alone, within
from benchmarks.hour import hour, settle, visits
from benchmarks.places import Place, places
from benchmarks.punctual import Beat, beat_on_time
from benchmarks.recorded import Recorded, recorded
from benchmarks.report import concluded, shown
from benchmarks.serving import ROOT, serving, zero
from benchmarks.started import started
from benchmarks.visiting import Came, Visit, come
from desk.plans.days_off import working_days
from schemas.base import VN

DATABASES = ("sqlite", "postgresql")
_PAGES = {"sqlite": 1, "postgresql": 2}
"""Processes that answer: on a file what is served by itself, beside a database server
one for each core, as deploy/ says."""

_P99 = Goal(at_most=250.0)
_LATE = Goal(at_most=1000.0)
_NONE = Goal(at_most=0.0)
_ANY = Goal()


class NotBeatenError(AssertionError):
    """The process that beats has failed; its own words stand above."""


class Rush(NamedTuple):
    """How many come in how many seconds, and which share of them reports.

    `every` so many seconds a beat is due.
    """

    agencies: int
    seconds: float
    reports: float
    every: float


def measure(place: Place, rush: Rush) -> Iterator[Figure]:
    """Let everybody answer, and yield what came of it."""
    campaign = hour(rush.agencies, working_days())
    begun = started(place.fresh(), campaign.whole)
    settle(begun, campaign.begins)
    every = [*visits(begun, campaign.whole, rush.reports)]
    begun.desk.ledger.close()
    place.settle(begun.address)
    since = zero(campaign.begins)
    with (
        serving("live", begun.address, since, _PAGES[place.name]) as port,
        _beating(begun.address, since, rush.every) as beats,
    ):
        came = _come(port, every, len(every) / rush.seconds)
    name = f"{rush.agencies:,} {place.name}"
    yield from _answered(came, name)
    yield from kept(came, recorded(begun.address), name)
    late, took = max(one.late for one in beats), max(one.took for one in beats)
    yield alone(f"beat late {name}", "ms", [late], _LATE, beat_on_time)
    yield alone(f"beat took {name}", "ms", [took], _ANY, beat_on_time)
    visited = float(sum(one.visited for one in beats))
    yield alone(f"dockets beaten {name}", "", [visited], _ANY, beat_on_time)


def _answered(came: Came, name: str) -> Iterator[Figure]:
    for share, what in ((0.5, "p50"), (0.99, "p99"), (1.0, "max")):
        goal = _P99 if what == "p99" else _ANY
        value = within(came.answers, share)
        yield alone(f"answers {what} {name}", "ms", [value], goal, come)
    for what, times in (("saves", came.saves), ("pages", came.pages)):
        yield alone(f"{what} p99 {name}", "ms", [within(times, 0.99)], _ANY, come)


def kept(came: Came, found: Recorded, name: str) -> Iterator[Figure]:
    """Yield what must not be: errors, receipts without facts, facts that are twice."""
    for error in came.errors[:10]:
        click.echo(error, err=True)
    given = [
        (door, path.rpartition("/")[2])
        for door, paths in came.receipts.items()
        for path in paths
    ]
    lost = sum(code not in found.receipts.get(door, ()) for door, code in given)
    acknowledged = float(len({door for door, _ in given}))
    yield alone(f"acknowledged {name}", "", [acknowledged], _ANY, come)
    yield alone(f"errors {name}", "", [float(len(came.errors))], _NONE, come)
    yield alone(f"lost {name}", "", [float(lost)], _NONE, recorded)
    yield alone(f"twice {name}", "", [float(found.twice)], _NONE, recorded)


@contextmanager
def _beating(address: str, since: datetime, every: float) -> Generator[list[Beat]]:
    """Beat meanwhile; the list holds the beats once it is over."""
    command = [sys.executable, "-m", "benchmarks.punctual", address, f"{since}"]
    beats: list[Beat] = []
    with subprocess.Popen(
        [*command, f"{every}"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield beats
        told, _ = process.communicate()
    if process.returncode:
        raise NotBeatenError(f"beats ended with {process.returncode}")
    beats += [Beat(**json.loads(line)) for line in told.splitlines()]


def _come(port: int, every: list[Visit], rate: float) -> Came:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.visiting"],
        cwd=ROOT,
        input=json.dumps({"port": port, "visits": every, "rate": rate}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Came(**json.loads(done.stdout))


@click.command()
@click.option("--agencies", default=10_000, show_default=True)
@click.option("--minutes", default=5.0, show_default=True, help="In which all come.")
@click.option("--reports", default=0.1, show_default=True, help="Their share.")
@click.option(
    "--every", default=60.0, show_default=True, help="Seconds from beat to beat."
)
@click.option("--on", multiple=True, type=click.Choice(DATABASES))
@click.option("--folder", type=click.Path(path_type=Path), help="For SQLite's files.")
def main(
    agencies: int,
    minutes: float,
    reports: float,
    every: float,
    on: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Measure the last hour on both databases."""
    rush = Rush(agencies, 60 * minutes, reports, every)
    if rush.seconds < every:
        raise click.UsageError("no beat falls into it: give more --minutes")
    figures: list[Figure] = []
    with places(on or DATABASES, folder) as found:
        for place in found:
            for figure in measure(place, rush):
                shown(figure, sys.stdout)
                figures.append(figure)
    sys.exit(1 if concluded(figures, datetime.now(VN)) else 0)


if __name__ == "__main__":
    main()
