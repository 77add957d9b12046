"""`campaign new`: next year's plan, made from last year's."""

from datetime import datetime
from pathlib import Path
from typing import cast

import click

from cli.desks import NoLedgerError, open_here
from cli.options import as_json, ledger_option
from cli.tables import show_json, show_table
from desk.desk import Desk
from desk.renew import Renewed, new_campaign, to_fill_in
from rules.finding import field
from rules.renewal.edit import KEPT, Edit, Kind
from schemas.base import VN

_TITLES = {
    Kind.DAY: "Days, which keep day and month",
    Kind.TIER: "The report chain of that year",
    Kind.BODY: "Bodies that are there no more",
    Kind.CONTACT: "Contacts",
    Kind.PAST: "How agencies answered",
}


@click.command()
@click.option(
    "--from", "source", metavar="PLAN", required=True, help="The campaign before."
)
@click.option("--year", type=click.IntRange(2000, 2100), required=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write; one named like the campaign by default.",
)
@ledger_option
@as_json
def new(
    source: str, year: int, out: Path | None, ledger: str | None, as_json: bool
) -> None:
    """Write the campaign of another year, for people to edit.

    Days are shifted and their weekdays told, bodies that are over give way to their
    successors, and what only people know is left blank. What the ledger knows of the
    campaign before stands beside its agencies.
    """
    desk, now = _desk(ledger)
    renewed = new_campaign(source, year, out, desk, now)
    if as_json:
        show_json(_document(renewed))
    else:
        _show(renewed)


def _desk(ledger: str | None) -> tuple[Desk | None, datetime]:
    """Return the ledger to ask; it may be missing unless somebody named it."""
    try:
        _, desk, now = open_here(ledger, existing=True)
    except NoLedgerError:
        if ledger:
            raise
        return None, datetime.now(VN)
    return desk, now


def _document(renewed: Renewed) -> dict[str, object]:
    return {
        "campaign": renewed.campaign,
        "folder": str(renewed.folder),
        "answers_known": bool(renewed.past),
        "edits": [
            {"file": one.file, "field": field(one.place), "kind": one.kind}
            | ({} if one.value == KEPT else {"value": one.value})
            | {"why": one.why}
            for one in renewed.edits
        ],
    }


def _show(renewed: Renewed) -> None:
    told = [one for one in renewed.edits if one.why]
    agencies = tuple(one.id for one in renewed.roster.agencies)
    for kind, title in _TITLES.items():
        rows = [_row(one, agencies) for one in told if one.kind is kind]
        if rows:
            show_table(title, ("Field", "Now", "Why"), rows)
    if not renewed.past:
        click.echo("The ledger does not know the campaign before: no answer times.")
    blank = ", ".join(field(one.place) for one in to_fill_in(renewed))
    click.echo(f"{renewed.campaign}: written to {renewed.folder}")
    click.echo(f"To be filled in: {blank}")
    click.echo(f"Then: campaign check {renewed.folder}")


def _row(edit: Edit, agencies: tuple[str, ...]) -> tuple[str, str, str]:
    now = "" if edit.value in (KEPT, None) else str(edit.value)
    if isinstance(edit.value, tuple):
        now = ", ".join(map(str, edit.value))
    place = edit.place
    if place[0] == "agencies":
        place = (agencies[cast("int", place[1])], *place[2:])
    return field(place), now, edit.why
