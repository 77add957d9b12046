"""`campaign timeline`: the season as a picture, phases and deadlines along its days."""

from pathlib import Path

import click

from cli.contacts import NoFileError
from cli.desks import open_here
from cli.options import ledger_option
from desk.boards.timeline import timeline_svg
from desk.progress import progress


@click.command()
@click.argument("campaign")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The .svg to write.",
)
@ledger_option
def timeline(campaign: str, out: Path, ledger: str | None) -> None:
    """Draw the season of CAMPAIGN: its phases, its deadlines, and where it is today."""
    _, desk, now = open_here(ledger, existing=True)
    picture = timeline_svg(progress(desk, campaign, now), now)
    try:
        out.write_text(picture, "utf-8")
    except OSError as error:
        raise NoFileError(f"{out}: {error.strerror or error}") from error
    click.echo(f"{campaign}: the timeline written to {out}")
