"""How a beat, a start and a season grow: `python -m benchmarks.growth [--sizes 1]`.

Each point is kept as soon as it is measured, and is not measured again; whoever ends
the command goes on where it stood. Then the curves are drawn of all that is kept. Sizes
are multiples: of 16,600 open assignments for a beat, of a province for the rest.
"""

import json
import os
import subprocess
import sys
from datetime import datetime
from itertools import product
from pathlib import Path

import click

from benchmarks.country import country
from benchmarks.curves import draw
from benchmarks.growing import CURVES
from benchmarks.memory import Held
from benchmarks.places import Place, places
from benchmarks.points import Kept, Point
from benchmarks.serving import ROOT
from benchmarks.started import started
from benchmarks.tenfold import tenfold
from desk.plans.days_off import working_days
from schemas.base import VN

DATABASES = ("sqlite", "postgresql")
SIZES = (1.0, 10.0, 100.0)
_OPEN, _DUE = 4_150, 415
"""Agencies of four duties each, and how many of them are due at any size."""
_STARTED = 10.0
"""Up to this size all that is open was started; beyond, nine of ten are copies."""


def measure(curve: str, database: str, size: float, scratch: Path | None) -> Point:
    """Measure one point on a ledger of its own, which goes at the end."""
    load = round(os.getloadavg()[0], 1)
    with places((database,), scratch) as (place,):
        address = _all_open(place, size) if curve == "beat" else place.fresh()
        done = subprocess.run(  # its memory is that of the work alone
            [sys.executable, "-m", "benchmarks.growing", curve, address, f"{size}"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
    when = f"{datetime.now(VN):%Y-%m-%d %H:%M}"
    took = json.loads(done.stdout)
    return Point(curve, database, size, **took, load=load, measured=when)


def _all_open(place: Place, size: float) -> str:
    """Return a ledger in which so much is open, started here or copied."""
    few = size / _STARTED if size > _STARTED else size
    agencies = round(_OPEN * few)
    whole = country(agencies, working_days(), max(2, agencies // _DUE))
    begun = started(place.fresh(), whole)
    begun.desk.ledger.close()
    return tenfold(place, Held(begun.address, whole)) if few < size else begun.address


def _told(one: Point) -> str:
    return (
        f"{one.curve:8}{one.database:12}{one.assignments:>11,}{one.seconds:>11.3f} s"
        f"{one.megabytes:>9,.0f} MB   load {one.load:>4}   {one.measured}"
    )


@click.command()
@click.option("--sizes", multiple=True, type=float, help="1, 10, 100 if not given.")
@click.option("--only", multiple=True, type=click.Choice([*CURVES]))
@click.option("--on", multiple=True, type=click.Choice(DATABASES))
@click.option(
    "--kept", "folder", type=click.Path(path_type=Path), default=ROOT / "var/growth"
)
@click.option(
    "--pictures", type=click.Path(path_type=Path), default=ROOT / "docs/pictures"
)
@click.option("--scratch", type=click.Path(path_type=Path), help="For SQLite's files.")
def main(
    sizes: tuple[float, ...],
    only: tuple[str, ...],
    on: tuple[str, ...],
    folder: Path,
    pictures: Path,
    scratch: Path | None,
) -> None:
    """Measure the points that are missing, the smallest first, and draw the curves."""
    kept = Kept(folder)
    known = {one[:3] for one in kept.points()}
    for size, curve, database in product(
        sorted(sizes or SIZES), only or CURVES, on or DATABASES
    ):
        if (curve, database, size) not in known:
            kept.add(point := measure(curve, database, size, scratch))
            click.echo(json.dumps(point._asdict()))
    for one in kept.points():
        click.echo(_told(one))
    for file in draw(kept.points(), pictures):
        click.echo(f"drawn: {file}")


if __name__ == "__main__":
    main()
