"""Show what a rehearsed season costs its readers."""

from typing import Any

import click

from cli.tables import show_table
from desk.rehearsals.load import Load

_WIDTH = 50
"""Signs of the longest bar."""


def load_document(load: Load) -> dict[str, Any]:
    """Return the load as plain data."""
    worst = load.worst
    return {
        "days": [{"day": f"{one.day}", "letters": one.letters} for one in load.days],
        "worst": worst and worst._asdict() | {"day": f"{worst.day}"},
        "leaders": [
            one._asdict() | {"left": one.left.isoformat()} for one in load.leaders
        ],
    }


def show_load(load: Load) -> None:
    """Print what leaders got, letters per day as bars, and the worst-off agency."""
    rows = (
        (one.leader, f"{one.left:%d/%m/%Y}", "in copy" if one.copy else "", one.subject)
        for one in load.leaders
    )
    show_table("What leaders received", ("Leader", "When", "", "Subject"), rows)
    most = max((one.letters for one in load.days), default=0)
    wide = len(str(most))
    click.echo("\nLetters per day")
    for one in load.days:
        bar = "#" * max(1, one.letters * _WIDTH // max(most, _WIDTH))
        click.echo(f"{one.day:%d/%m/%Y}  {one.letters:>{wide}}  {bar}")
    if load.worst is not None:
        worst = load.worst
        click.echo(
            f"Worst-off agency: {worst.agency} with {worst.letters} letters, "
            f"{worst.on_that_day} of them on {worst.day:%d/%m/%Y}"
        )
