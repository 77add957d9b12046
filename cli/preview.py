"""`campaign preview`: every letter of a season, nobody answering."""

from collections.abc import Sequence

import click

from calendars.deadlines import last_instant
from cli.letters import show_letters
from cli.options import as_json, plan_argument
from cli.season import watch
from desk.desk import open_desk
from desk.mail.outcome import Outcome, Verdict
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
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
    desk = open_desk(":memory:", "", read_settings().public_address, seed=0)
    rehearsal = Rehearsal(desk, read, seed=0, answers=False)
    rehearsal.begin()
    rehearsal.start(roster)
    end = last_instant(read.close)
    watch(rehearsal.play(end, _taken), read, end)
    click.echo("Mail: nothing is sent, this is a preview", err=as_json)
    show_letters(desk, read.id, as_json)


def _taken(_sender: str, _recipients: Sequence[str], _message: bytes) -> Outcome:
    """Take every letter: in a preview there is nobody to send to."""
    return Outcome(Verdict.SENT)
