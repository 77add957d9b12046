"""`campaign release`: let a docket that was held for a person be decided again."""

import click

from cli.desks import open_here
from cli.options import ledger_option
from desk.state import release_docket


@click.command()
@click.argument("campaign")
@click.argument("agency")
@ledger_option
def release(campaign: str, agency: str, ledger: str | None) -> None:
    """Release AGENCY's docket in CAMPAIGN once its cause is mended.

    The next beat decides it again; where the cause is still there, it is held again.
    """
    _, desk, now = open_here(ledger, existing=True)
    release_docket(desk, campaign, agency, now)
    click.echo(f"{agency}: released; the next beat decides it again")
