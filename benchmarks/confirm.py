"""W3: confirmations over HTTP from 16 connections, beside bare Starlette."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from benchmarks.country import DUTIES, LATER, Country
from benchmarks.frame import Figure, Goal, Turn, alone, compared, within
from benchmarks.places import Place
from benchmarks.serving import ROOT, serving
from benchmarks.started import Started
from ledger import dockets
from ledger.docket_rows import DocketRow

_RATE = Goal(at_least=0.25)
_SLOWEST = Goal(at_most=3.0)
_BESIDE_A_BEAT = Goal(at_most=250.0)
FORM = {
    "viec": "nhan",
    "ma": "load",
    "ho-ten": "Văn thư",
    "chuc-vu": "Văn thư",
    "nhiem-vu": [f"{LATER}.{i + 1}" for i in range(DUTIES)],
}


class NotConfirmedError(AssertionError):
    """A confirmation was refused."""


class Answered(NamedTuple):
    """How many a second were answered, and how many milliseconds each took."""

    rate: float
    took: list[float]

    @property
    def p99(self) -> float:
        """Return the milliseconds within which 99 of 100 were answered."""
        return within(self.took, 0.99)


class Agencies:
    """The agencies of a started campaign, each confirming once."""

    def __init__(self, begun: Started, whole: Country) -> None:
        self.address, self.desk = begun.address, begun.desk
        self.now = whole.issued + timedelta(hours=1)
        with self.desk.ledger.read() as tx:
            rows = dockets.of(tx, 1)
        later = {
            name for one in whole.plan.groups if one.id == LATER for name in one.members
        }
        self._rows = [row for row in rows if row.agency in later]

    def next(self, count: int) -> list[DocketRow]:
        """Return so many agencies that have not confirmed yet."""
        taken, self._rows = self._rows[:count], self._rows[count:]
        return taken


def measure(
    place: Place, agencies: Agencies, whole: Country, rounds: int, count: int
) -> Iterator[Figure]:
    """Yield the rate and the slowest answers, and those while a beat runs."""
    with serving("product", agencies.address, agencies.now) as ours:
        with serving("bare", agencies.address, agencies.now) as limit:
            turns = [
                (_ours(agencies, ours, count), _limit(agencies, limit, count))
                for _ in range(rounds + 1)
            ][1:]
        name = f"{whole.assignments:,} {place.name}"
        rates = [Turn(one.rate, beside.rate) for one, beside in turns]
        yield compared(f"W3 confirm {name}", "/s", rates, _RATE, _ours)
        slowest = [Turn(one.p99, beside.p99) for one, beside in turns]
        yield compared(f"W3 confirm p99 {name}", "ms", slowest, _SLOWEST, _ours)
        beside = _beside_a_beat(agencies, ours, whole)
        yield alone(
            f"W3 confirm p99 during a beat {name}",
            "ms",
            [within(beside, 0.99)],
            _BESIDE_A_BEAT,
            _beside_a_beat,
        )


def _ours(agencies: Agencies, port: int, count: int) -> Answered:
    """Open as many dockets, then confirm in each; only the confirming is measured."""
    links = agencies.desk.links
    doors = [
        links.url(row.token).removeprefix(links.address) for row in agencies.next(count)
    ]
    return _loaded({"port": port, "doors": True, "paths": doors, "form": FORM})


def _limit(agencies: Agencies, port: int, count: int) -> Answered:
    paths = [f"/d/{row.token}" for row in agencies.next(count)]
    return _loaded({"port": port, "doors": False, "paths": paths, "form": FORM})


def _beside_a_beat(agencies: Agencies, port: int, whole: Country) -> list[float]:
    """Confirm while another process settles every docket, the plan being amended.

    Return how long each confirmation took, in milliseconds.
    """
    command = [sys.executable, "-m", "benchmarks.beating", agencies.address]
    when = [whole.plan.id, agencies.now.isoformat()]
    beat = subprocess.Popen(
        [*command, *when], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert beat.stdout is not None
    beat.stdout.readline()  # it begins now
    took: list[float] = []
    while beat.poll() is None:
        found = _ours(agencies, port, 160)
        if beat.poll() is None or not took:
            took += found.took
    return took


def _loaded(task: dict[str, Any]) -> Answered:
    """Let a second process send; NotConfirmedError where anything was refused."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        cwd=ROOT,
        input=json.dumps(task),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    if found["errors"]:
        raise NotConfirmedError(f"{found['errors']} confirmations were refused")
    return Answered(found["rate"], found["took"])
