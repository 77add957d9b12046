"""`campaign contacts`: the contacts of a campaign as a sheet, out and in."""

from datetime import datetime
from pathlib import Path

import click

from cli.desks import open_here
from cli.options import ledger_option
from cli.tables import show_table
from desk.contact_sheet import (
    Change,
    WrongSheetError,
    apply_contacts,
    export_contacts,
    preview_contacts,
)
from desk.desk import Desk
from documents.contacts import LARGEST
from schemas.errors import CampaignError


class NoFileError(CampaignError):
    """The file cannot be read or written."""


@click.command()
@click.argument("campaign")
@click.argument("action", type=click.Choice(["export", "import"]))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--apply", "applied", is_flag=True, help="Change what the preview shows.")
@ledger_option
def contacts(
    campaign: str, action: str, file: Path, applied: bool, ledger: str | None
) -> None:
    """Export the contacts of CAMPAIGN to FILE (.xlsx), or import them from it.

    An import shows first what it would change; with --apply it is changed, all of it
    or nothing. Agencies that the sheet leaves out stay as they are.
    """
    _, desk, now = open_here(ledger, existing=True)
    try:
        if action == "export":
            _export(desk, campaign, file)
        else:
            _import(desk, campaign, file, now if applied else None)
    except OSError as error:
        raise NoFileError(f"{file}: {error.strerror or error}") from error


def _export(desk: Desk, campaign: str, file: Path) -> None:
    file.write_bytes(export_contacts(desk, campaign))
    click.echo(f"{campaign}: contacts written to {file}")


def _import(desk: Desk, campaign: str, file: Path, now: datetime | None) -> None:
    with file.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if now is not None:
        changes = apply_contacts(desk, campaign, content, now).changes
        _show(changes)
        click.echo(f"{campaign}: {len(changes)} changes made")
        return
    preview = preview_contacts(desk, campaign, content)
    _show(preview.changes)
    if preview.wrong:
        raise WrongSheetError(preview.wrong)
    click.echo(f"{campaign}: {len(preview.changes)} changes; make them with --apply")


def _show(changes: tuple[Change, ...]) -> None:
    if changes:
        show_table("Contacts", ("What", "Agency", "Role", "Before", "After"), changes)
