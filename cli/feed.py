"""`campaign feed`: the address of a calendar feed, and a new one in its place."""

import click

from cli.desks import open_here
from cli.dockets import UnknownAgencyError
from cli.options import as_json, ledger_option
from cli.tables import show_json
from desk.feeds import feed_address, revoke_feed
from desk.start import OFFICE
from desk.state import docket_of
from schemas.assignment import DocketKind


@click.command()
@click.argument("campaign")
@click.argument("agency", default=OFFICE, metavar="[AGENCY]")
@click.option("--revoke", is_flag=True, help="Make a new address; the old one ends.")
@ledger_option
@as_json
def feed(
    campaign: str, agency: str, revoke: bool, ledger: str | None, as_json: bool
) -> None:
    """Print the address that calendars subscribe to: AGENCY's, or the office's.

    Whoever has the address reads the deadlines, and can answer nothing.
    """
    _, desk, now = open_here(ledger, existing=True)
    row = docket_of(desk, campaign, agency)
    if row is None or row.kind is DocketKind.GROUP:
        raise UnknownAgencyError(
            f"campaign {campaign}: {agency} has no feed; `campaign status {campaign}` "
            "lists its agencies"
        )
    if revoke:
        revoke_feed(desk, row.id, now)
    address = feed_address(desk, row)
    if as_json:
        show_json({"campaign": campaign, "agency": agency, "address": address})
    else:
        click.echo(address)
