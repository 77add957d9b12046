"""Beat every so many seconds, as a process of its own.

`python -m benchmarks.punctual ADDRESS ZERO SECONDS` prints a line when it is ready,
then one of JSON for each beat until its standard input ends. It beats a last time then,
for what came since, and says nothing of that.
"""

import json
import select
import sys
import time
from datetime import datetime, timedelta
from typing import NamedTuple

import click

from benchmarks.frame import timed
from benchmarks.serving import running
from benchmarks.started import open_at
from desk.beat import beat

_MS = 1000


class Beat(NamedTuple):
    """One beat: how long after its moment it began, and how long it took; dockets."""

    late: float
    took: float
    visited: int


def beat_on_time(address: str, zero: str, seconds: str) -> None:
    """Beat at its moments, whatever else is going on."""
    desk, clock = open_at(address), running(datetime.fromisoformat(zero))
    beat(desk, clock())  # reads the plan, as a process has that is at work
    click.echo("ready")
    due = time.monotonic()
    while _nobody_ends_it(due := due + float(seconds)):
        late = time.monotonic() - due
        with timed() as watch:
            done = beat(desk, clock())
        told = Beat(_MS * late, _MS * watch.seconds, done.visited)
        click.echo(json.dumps(told._asdict()))
    beat(desk, clock() + timedelta(minutes=1))


def _nobody_ends_it(until: float) -> bool:
    """Wait until a beat is due; tell whether there is to be one."""
    ended, _, _ = select.select([sys.stdin], [], [], max(0, until - time.monotonic()))
    return not ended


if __name__ == "__main__":
    beat_on_time(*sys.argv[1:])
