"""Measure one point of a curve, in a process of its own.

`python -m benchmarks.growing CURVE ADDRESS SIZE` prints it as JSON. The ledger at the
address is empty, or for a beat the one in which all is open.
"""

import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from benchmarks.beat import Due
from benchmarks.country import DUTIES, country
from benchmarks.frame import timed
from benchmarks.holding import resident
from benchmarks.places import place_of
from benchmarks.started import Started, open_at, started
from desk.plans.days_off import working_days
from examples.country import SEED, owed, played, seated
from examples.nation import nation

AGENCIES, COMMUNES = 1_300, 98
"""Of a province: together, and the communes of twelve agencies each."""
_ROUNDS = 5
_MB = 1_000_000


class Took(NamedTuple):
    """How much was owed, and what it took: seconds, memory at most in megabytes."""

    assignments: int
    seconds: float
    megabytes: float


def beat(address: str, _: float) -> tuple[int, float]:
    """Beat among all that is open, the same number being due at any size."""
    place, whole = place_of(address), country(2, working_days())
    due = Due(place, Started(open_at(address), address, 0.0), whole)
    due.ours()  # warms up
    seconds = statistics.median(due.ours() for _ in range(_ROUNDS)) / 1000
    due.close()
    with due.desk.ledger.read() as tx:
        found = tx.row("SELECT count(*) AS n FROM dockets WHERE kind = 'agency'")
    due.desk.ledger.close()
    return DUTIES * (found.n if found else 0), seconds


def start(address: str, size: float) -> tuple[int, float]:
    """Start a campaign of as many agencies as so many provinces have."""
    whole = country(round(AGENCIES * size), working_days())
    begun = started(address, whole)
    begun.desk.ledger.close()
    return whole.assignments, begun.seconds


def season(address: str, size: float) -> tuple[int, float]:
    """Play the season of so many provinces and their communes under one ministry."""
    every = nation(max(1, round(size)), max(1, round(COMMUNES * size)))
    desk = seated(address, SEED)
    with TemporaryDirectory() as mailbox, timed() as watch:
        played(desk, Path(mailbox), every, SEED)
    assignments = sum(owed(desk))
    desk.ledger.close()
    return assignments, watch.seconds


CURVES: dict[str, Callable[[str, float], tuple[int, float]]] = {
    "beat": beat,
    "start": start,
    "season": season,
}

if __name__ == "__main__":
    _, curve, address, size = sys.argv
    assignments, seconds = CURVES[curve](address, float(size))
    took = Took(assignments, seconds, resident("VmHWM") / _MB)
    click.echo(json.dumps(took._asdict()))
