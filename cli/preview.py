"""`campaign preview`: every letter of a season, nobody answering."""

import click

from calendars.deadlines import last_instant
from cli.letters import show_letters
from cli.options import as_json, plan_argument
from cli.season import watch
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.preview import unanswered
from settings import read_settings


@click.command()
@plan_argument
@as_json
def preview(plan: str, as_json: bool) -> None:
    """Show every letter of the season PLAN would bring, nobody answering.

    The season starts on the plan's proposed day of issue. It is played in memory:
    nothing is kept and nothing is sent.
    """
    read, roster = read_plan(plan, working_days()).require(as_proposed=True)
    preview = unanswered(read, roster, read_settings().public_address)
    watch(preview.moments, read, last_instant(read.close))
    click.echo("Mail: nothing is sent, this is a preview", err=as_json)
    show_letters(preview.desk, read.id, as_json)
