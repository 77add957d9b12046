"""`campaign received`: record that the parent's plan has come."""

from datetime import datetime

import click

from cli.desks import open_here
from cli.options import LONGEST, Day, Words, ledger_option
from desk.parent_plan import receive_parent
from schemas.base import VN
from schemas.duty import PARENT_PLAN
from schemas.in_force import Received


@click.command()
@click.argument("campaign")
@click.argument("what", type=click.Choice([PARENT_PLAN]))
@click.option("--number", type=Words(LONGEST), required=True, help="As it was signed.")
@click.option("--date", "dated", type=Day(), required=True, help="Its own date.")
@ledger_option
def received(
    campaign: str, what: str, number: str, dated: datetime, ledger: str | None
) -> None:
    """Record that WHAT the agencies of CAMPAIGN wait for has come from above.

    WHAT is parent-plan: the plan names it as `parent_plan`, without its number. The
    duties that await it are escalated from now on, at the policy's distance from today.
    """
    _, desk, now = open_here(ledger, existing=True)
    if dated.date() > now.astimezone(VN).date():
        raise click.UsageError(f"{dated:%Y-%m-%d} is yet to come")
    receive_parent(desk, campaign, Received(number=number, dated=dated.date(), at=now))
    click.echo(f"{campaign}: {what} received, {number}")
