"""What a run came to: a table for people, lines of JSON for machines."""

import json
import os
import platform
from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

import click

from benchmarks.frame import Figure

_HEAD = ("figure", "ours", "limit", "ratio", "goal", "")


def shown(figure: Figure, to: TextIO) -> None:
    """Write a figure as it comes, as a line of JSON with the code that made it."""
    document = figure._asdict() | {
        "goal": str(figure.goal),
        "met": figure.met,
        "load": round(os.getloadavg()[0], 1),
    }
    to.write(json.dumps(document, ensure_ascii=False) + "\n")
    to.flush()


def concluded(figures: Iterable[Figure], when: datetime) -> int:
    """Print the table, what was missed, and all ratios; return how many were missed."""
    every = list(figures)
    _table(every, when)
    missed = [one for one in every if not one.met]
    for one in missed:
        click.echo(f"missed: {one.name}: {one.value:.3g}, goal {one.goal}", err=True)
    ratios = {one.name: round(one.value, 4) for one in every}
    document = {"ratios": ratios, "missed": [one.name for one in missed]}
    click.echo(json.dumps(document, ensure_ascii=False))
    return len(missed)


def _table(figures: list[Figure], when: datetime) -> None:
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    click.echo(
        f"{when:%Y-%m-%d %H:%M}, {os.cpu_count()} cores, load {load}, "
        f"Python {platform.python_version()}"
    )
    rows = [_HEAD, *map(_row, figures)]
    wide = [max(len(row[i]) for row in rows) for i in range(len(_HEAD))]
    for row in rows:
        cells = [row[0].ljust(wide[0])]
        cells += [cell.rjust(wide[i]) for i, cell in enumerate(row[1:5], 1)]
        click.echo("  ".join((*cells, row[5])).rstrip())


def _row(one: Figure) -> tuple[str, ...]:
    limit = "" if one.limit is None else _number(one.limit, one.unit)
    ratio = "" if one.limit is None else f"{one.value:.2f}"
    return (
        one.name,
        _number(one.ours, one.unit),
        limit,
        ratio,
        str(one.goal),
        "" if one.met else "MISSED",
    )


def _number(value: float, unit: str) -> str:
    text = f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
    return f"{text} {unit}"
