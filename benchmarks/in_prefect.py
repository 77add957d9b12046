"""W1, W2 and W5 within Prefect: what it shows, and flow runs beside empty ones."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.country import Country
from benchmarks.frame import Figure, Goal, Turn, alone, compared
from benchmarks.memory import Held
from benchmarks.places import Place
from benchmarks.prefect_server import prefect_server
from benchmarks.serving import ROOT
from benchmarks.sink import sink

_BEAT = Goal(at_most=2.0)
_SEASON = Goal(at_most=1.2)
_VISIBLE = Goal(at_most=500.0)


def measure(place: Place, held: Held, runs: int, moments: int) -> Iterator[Figure]:
    """Yield flow runs that beat beside empty ones, in milliseconds."""
    with TemporaryDirectory() as folder, prefect_server(folder) as ports:
        given = [folder, json.dumps(ports)]
        agencies = len(held.whole.roster.agencies) - 1
        turns = _due(given, held.address, agencies, runs)
        name = f"{held.whole.assignments:,} {place.name}"
        yield compared(f"W2 flow run {name}", "ms", turns, _BEAT, _due)
        turns = _season(given, place.fresh(), moments)
        whole = Turn(sum(one.ours for one in turns), sum(one.limit for one in turns))
        yield compared(f"W5 in flow runs {place.name}", "ms", [whole], _SEASON, _season)


def visible(place: Place, whole: Country, rounds: int) -> Iterator[Figure]:
    """Yield how soon Prefect shows what was started, once it is published."""
    agencies = len(whole.roster.agencies) - 1
    with TemporaryDirectory() as folder, prefect_server(folder) as ports:
        took = _shown([folder, json.dumps(ports)], place.fresh(), agencies, rounds)
    name = f"{whole.assignments:,} {place.name}"
    yield alone(f"W1 visible {name}", "ms", took, _VISIBLE, _shown)


def _shown(
    given: Sequence[str], ledger: str, agencies: int, rounds: int
) -> list[float]:
    """Bring Prefect up to date with a campaign that has just been started."""
    command = [sys.executable, "-m", "benchmarks.showing", *given, ledger]
    return _told([*command, str(agencies), str(rounds)])


def _due(given: Sequence[str], ledger: str, agencies: int, runs: int) -> list[Turn]:
    """Beat in flow runs, with one docket in a hundred due."""
    return _run("due", given, ledger, agencies, runs)


def _season(given: Sequence[str], ledger: str, moments: int) -> list[Turn]:
    """Play the beginning of the season with a run for each of its moments."""
    with sink() as port:
        return _run("season", given, ledger, port, moments)


def _run(which: str, given: Sequence[str], ledger: str, *more: int) -> list[Turn]:
    command = [sys.executable, "-m", "benchmarks.flow_runs", which, *given, ledger]
    times = _told([*command, *map(str, more)])
    return [Turn(ours, empty) for empty, ours in times]


def _told(command: list[str]) -> Any:
    """Run a program of ours; return the JSON of its last line."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])
