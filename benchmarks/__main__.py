"""Measure W1 to W6: `python -m benchmarks [--quick] [--only W1] [--on sqlite]`.

Prints each figure as a line of JSON as it comes, then a table, what was missed, and all
ratios as one line; exits with 1 where a goal was missed.
"""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks import beat, confirm, in_prefect, memory, season, send, start
from benchmarks.country import Country, country
from benchmarks.frame import Figure
from benchmarks.memory import Held
from benchmarks.places import Place, places
from benchmarks.report import concluded, shown
from benchmarks.started import started
from benchmarks.tenfold import tenfold
from desk.plans.days_off import working_days
from schemas.base import VN

WORKLOADS = ("W1", "W2", "W3", "W4", "W5", "W6")
DATABASES = ("sqlite", "postgresql")


class Effort(NamedTuple):
    """How much is measured: rounds, agencies of each campaign, letters, moments.

    `grown` tells whether the beat is measured among ten times as many open ones too.
    """

    rounds: int
    small: int
    large: int
    confirmations: int
    letters: int
    moments: int
    grown: bool


QUICK = Effort(2, 2_500, 41_500, 160, 120, 10, grown=False)
WHOLE = Effort(5, 2_500, 41_500, 1_600, 1_000, 200, grown=True)


def measured(place: Place, effort: Effort, only: tuple[str, ...]) -> Iterator[Figure]:
    """Yield the figures of one database."""
    days = working_days()
    small, large = country(effort.small, days), country(effort.large, days)
    if "W1" in only:
        yield from start.measure(place, small, effort.rounds)
        yield from in_prefect.visible(place, small, effort.rounds)
    if "W4" in only:
        yield from send.measure(place, country(effort.letters, days), effort.rounds)
    if "W5" in only:
        yield from season.measure(place, effort.rounds)
    if {"W1", "W2", "W3", "W6"} & {*only}:
        yield from _on_a_country(place, small, large, effort, only)


def _on_a_country(
    place: Place, small: Country, large: Country, effort: Effort, only: tuple[str, ...]
) -> Iterator[Figure]:
    """Yield what is measured on 166,000 open assignments, started once."""
    begun = started(place.fresh(), large)
    held = Held(begun.address, large)
    if "W1" in only:
        yield start.measured_once(place, large, begun.seconds, begun.address)
    if "W6" in only:
        few = started(place.fresh(), small)
        few.desk.ledger.close()
        yield from memory.measure(place, Held(few.address, small), held)
    if "W2" in only:
        # A database is copied while nobody uses it.
        grown = tenfold(place, held) if effort.grown else ""
        due = beat.Due(place, begun, large)
        yield from beat.measure(due, held, place, effort.rounds)
        if grown:
            yield from beat.among_ten_times(due, grown, large, place, effort.rounds)
        due.close()
    if {"W2", "W5"} & {*only}:
        yield from in_prefect.measure(place, held, effort.rounds, effort.moments)
    if "W3" in only:
        agencies = confirm.Agencies(begun, large)
        yield from confirm.measure(
            place, agencies, large, effort.rounds, effort.confirmations
        )
    begun.desk.ledger.close()


@click.command()
@click.option("--quick", is_flag=True, help="Fewer rounds, in three minutes.")
@click.option("--only", multiple=True, type=click.Choice(WORKLOADS))
@click.option("--on", multiple=True, type=click.Choice(DATABASES))
@click.option("--folder", type=click.Path(path_type=Path), help="For SQLite's files.")
def main(
    quick: bool, only: tuple[str, ...], on: tuple[str, ...], folder: Path | None
) -> None:
    """Measure the product beside its limits."""
    effort, figures = QUICK if quick else WHOLE, list[Figure]()
    with places(on or DATABASES, folder) as found:
        for place in found:
            for figure in measured(place, effort, only or WORKLOADS):
                shown(figure, sys.stdout)
                figures.append(figure)
    sys.exit(1 if concluded(figures, datetime.now(VN)) else 0)


if __name__ == "__main__":
    main()
