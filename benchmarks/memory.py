"""W6: what open assignments take in memory, and on the disk beside bare rows."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from benchmarks.country import Country
from benchmarks.frame import Figure, Goal, Turn, alone, compared
from benchmarks.places import Place
from benchmarks.serving import ROOT
from benchmarks.start import WRITTEN

_PER = 100_000
_MIB = 1024 * 1024
_MEMORY = Goal(at_most=5.0)
_DISK = Goal(at_most=2.0)


class Held(NamedTuple):
    """A started campaign: where it lies, and how much is owed in it."""

    address: str
    whole: Country


def measure(place: Place, small: Held, large: Held) -> Iterator[Figure]:
    """Yield what the larger campaign takes more than the smaller one, in MiB."""
    more = (large.whole.assignments - small.whole.assignments) / _PER
    name = f"of 100,000 open {place.name}"
    grown = (_memory(large) - _memory(small)) / more / _MIB
    yield alone(f"W6 memory {name}", "MiB", [grown], _MEMORY, _memory)
    ours = (_disk(place, large) - _disk(place, small)) / more / _MIB
    rows = (_bare(place, large) - _bare(place, small)) / more / _MIB
    yield compared(f"W6 disk {name}", "MiB", [Turn(ours, rows)], _DISK, _disk)


def _memory(held: Held) -> float:
    """Return what a process takes that has beaten and knows the plan, in bytes."""
    whole = held.whole
    command = [sys.executable, "-m", "benchmarks.holding", held.address]
    done = subprocess.run(
        [*command, whole.plan.id, whole.quiet.isoformat()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def _disk(place: Place, held: Held) -> float:
    """Return what the ledger takes on the disk, in bytes."""
    return place.bytes_of(held.address)


def _bare(place: Place, held: Held) -> float:
    """Return what its rows take in tables without any index."""
    address = place.fresh()
    connect = place.connect
    with closing(connect(held.address)) as full, closing(connect(address)) as bare:
        for table in WRITTEN:
            place.copy_bare(full, bare, table)
    return place.bytes_of(address)
