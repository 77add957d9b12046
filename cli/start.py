"""`campaign start`: record the start of a campaign."""

import click

from cli.desks import open_here
from cli.options import ledger_option, plan_argument
from desk.links import drawn
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.start import start as start_campaign


@click.command()
@plan_argument
@ledger_option
def start(plan: str, ledger: str | None) -> None:
    """Start the campaign of PLAN; its plan binds nobody before `campaign issue`."""
    read, roster = read_plan(plan, working_days()).require()
    _, desk, now = open_here(ledger)
    new = start_campaign(desk, read, roster, now, drawn(None))
    click.echo(f"{read.id}: {'started' if new else 'was started before'}")
