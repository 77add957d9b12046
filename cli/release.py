"""`campaign release`: end what holds a campaign's letters, or one docket."""

import click

from cli.desks import open_here
from cli.options import LONGEST, Words, ledger_option
from desk.arming.arm import let_out
from desk.state import release_docket
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.argument("agency", required=False)
@click.option("--name", type=Words(LONGEST), help="Who decided so.")
@click.option("--post", type=Words(LONGEST), help="Their post.")
@ledger_option
def release(
    campaign: str,
    agency: str | None,
    name: str | None,
    post: str | None,
    ledger: str | None,
) -> None:
    """Let CAMPAIGN's letters go that were held, or AGENCY's docket be decided again.

    Letters go as they would have: those of a campaign that is not armed go on waiting.
    A docket is released once its cause is mended; where the cause is still there, it is
    held again.
    """
    _, desk, now = open_here(ledger, existing=True)
    if agency:
        release_docket(desk, campaign, agency, now)
        click.echo(f"{agency}: released; the next beat decides it again")
        return
    way = let_out(desk, campaign, Person(name or "", post or ""), now)
    click.echo(f"{campaign}: its letters are not held any more ({way})")
