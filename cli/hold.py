"""`campaign hold`: let no letter leave, at once."""

import click

from cli.desks import open_here
from cli.options import LONGEST, REASON, Words, ledger_option
from desk.arming.arm import withhold
from schemas.entry import Person


@click.command()
@click.argument("campaign", required=False)
@click.option("--all", "every", is_flag=True, help="Every campaign of the ledger.")
@click.option("--reason", type=Words(REASON), required=True, help="Why.")
@click.option("--name", type=Words(LONGEST), help="Who decided so.")
@click.option("--post", type=Words(LONGEST), help="Their post.")
@ledger_option
def hold(
    campaign: str | None, every: bool, ledger: str | None, **who: str | None
) -> None:
    """Hold every letter of CAMPAIGN, or of all: none leaves from now on.

    A letter whose content is leaving at this moment still goes; one in the hands of a
    sender does not. `campaign release CAMPAIGN` lets them go again; nothing is lost.
    """
    if every == bool(campaign):
        raise click.UsageError("name a CAMPAIGN, or give --all")
    _, desk, now = open_here(ledger, existing=True)
    person = Person(who["name"] or "", who["post"] or "", who["reason"] or "")
    held = withhold(desk, campaign, person, now)
    click.echo(f"held: {', '.join(held)}" if held else "held already")
