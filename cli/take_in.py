"""`campaign take-in`: take an agency's report as it is."""

import click

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import ledger_option, who_records
from desk.reports.versions import TakenIn
from desk.reports.versions import take_in as take
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.argument("agency")
@who_records
@ledger_option
def take_in(
    campaign: str, agency: str, ledger: str | None, name: str, post: str
) -> None:
    """Take AGENCY's report in CAMPAIGN as it is; no letter follows."""
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    take(desk, row.id, TakenIn(Person(name, post), office_act()), now)
    click.echo(f"{agency}: report taken in")
