"""`campaign morning`: the morning's list as a workbook, with telephone numbers."""

from pathlib import Path

import click

from cli.contacts import NoFileError
from cli.desks import open_here
from cli.options import ledger_option
from desk.morning import morning_sheet


@click.command()
@click.argument("campaign")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The .xlsx to write.",
)
@ledger_option
def morning(campaign: str, out: Path, ledger: str | None) -> None:
    """Write whom the office of CAMPAIGN should call today, about what.

    A sheet each for who has not confirmed, what is overdue, and what the office itself
    has to do, with contacts and telephone numbers.
    """
    _, desk, now = open_here(ledger, existing=True)
    content = morning_sheet(desk, campaign, now)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise NoFileError(f"{out}: {error.strerror or error}") from error
    click.echo(f"{campaign}: the morning's list written to {out}")
