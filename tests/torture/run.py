"""The command that runs the torture, or goes on with it."""

import sys
import time
from pathlib import Path

import click

from tests.torture.figures import show
from tests.torture.part import NotHereError, Part, Results
from tests.torture.parts import PARTS
from tests.torture.table import Told, show_table

RESULTS = Path("docs/torture")
MINUTES = 30


@click.command()
@click.argument("part", required=False)
@click.option("--minutes", type=click.FloatRange(0), default=MINUTES)
def main(part: str | None, minutes: float) -> None:
    """Run PART, or every part whose figures are not there; what was run before counts.

    A part is left after MINUTES; the next call goes on with it. 0 only tells.
    """
    told = [_told(one, minutes) for one in _wanted(part)]
    if part:
        sys.exit(show(part, told[0].figures, told[0].why) > 0)
    sys.exit(show_table(told) > 0)


def _wanted(part: str | None) -> list[Part]:
    if part and part not in PARTS:
        raise click.BadParameter(f"{part}: parts are {', '.join(PARTS)}")
    return [PARTS[part]] if part else [*PARTS.values()]


def _told(part: Part, minutes: float) -> Told:
    """Run what is missing of a part for so long, and tell what it comes to."""
    results = part.results(RESULTS)
    missing = not all(one.met for one in part.figures(results))
    why = _run(part, results, minutes) if missing and minutes else ""
    return Told(part.name, part.figures(results), results.when, why)


def _run(part: Part, results: Results, minutes: float) -> str:
    """Return why the part was left before its figures were there, empty if not."""
    until = time.monotonic() + minutes * 60
    try:
        for line in part.go_on(results):
            click.echo(f"{part.name}: {line}", err=True)
            if time.monotonic() > until:
                return f"left after {minutes:g} minutes; another call goes on"
    except NotHereError as lacking:
        return f"not run: {lacking}"
    except Exception as error:  # noqa: BLE001 - the other parts are run all the same
        return f"broke: {type(error).__name__}: {error}"
    return ""
