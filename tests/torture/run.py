"""`python -m tests.torture.run PART`: run a part of the torture, or go on with it."""

import sys
from pathlib import Path

import click

from tests.torture import crash, simulation
from tests.torture.figures import Figure, show

RESULTS = Path("var/torture")


@click.command()
@click.argument("part", type=click.Choice(["crash", "simulation"]))
@click.option("--kills", type=click.IntRange(1), default=crash.KILLS)
@click.option("--seasons", type=click.IntRange(1), default=simulation.SEASONS)
def main(part: str, kills: int, seasons: int) -> None:
    """Run PART until its figures are there; what was run before counts."""
    run = _crash if part == "crash" else _simulation
    figures = run(RESULTS / f"{part}.jsonl", kills if part == "crash" else seasons)
    sys.exit(show(part, figures) > 0)


def _crash(results: Path, kills: int) -> list[Figure]:
    torture = crash.Torture(results)
    for one in torture.go_on(kills):
        wrong = [*one["violations"], *(() if one["same"] else ("another ledger",))]
        click.echo(
            f"season {one['n']}: {one['campaign']}, {sum(one['kills'].values())} "
            f"kills, {one['duplicates']} letters again, {one['held']} held, "
            f"{one['seconds']} s{': ' + '; '.join(wrong) if wrong else ''}",
            err=True,
        )
    return torture.figures(kills)


def _simulation(results: Path, seasons: int) -> list[Figure]:
    simulated = simulation.Simulation(results)
    for one in simulated.go_on(seasons):
        click.echo(
            f"seed {one['seed']}: {one['seasons']} seasons, {one['steps']} steps, "
            f"{one['seconds']} s{': ' + one['wrong'] if one['wrong'] else ''}",
            err=True,
        )
    return simulated.figures(seasons)


if __name__ == "__main__":
    main()
