"""`campaign revoke`: an agency's link ends, and a new one is sent to its contact."""

import click

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import ledger_option
from desk.links import drawn
from desk.revoke import revoke_link


@click.command()
@click.argument("campaign")
@click.argument("agency")
@ledger_option
def revoke(campaign: str, agency: str, ledger: str | None) -> None:
    """End the link of AGENCY, with every open visit and its calendar feed.

    The new link goes to the registered address, and nowhere else.
    """
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    revoke_link(desk, row.id, office_act(), now, drawn(None))
    click.echo(f"{agency}: the link has ended; a new one goes out by the next beat")
