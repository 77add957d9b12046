"""`campaign amend`: what an edited plan would bring; with --apply it binds."""

from typing import Unpack

import click

from cli.amending import Given, amend_by, signs
from cli.desks import open_here
from cli.options import as_json, ledger_option, plan_argument
from desk.amendments.proposal import Edited
from desk.plans.days_off import working_days
from desk.plans.read import read_plan


@click.command()
@plan_argument
@signs
@click.option("--confirm-dates", is_flag=True, help="Proposed dates are confirmed.")
@ledger_option
@as_json
def amend(
    plan: str,
    ledger: str | None,
    confirm_dates: bool,
    as_json: bool,
    **given: Unpack[Given],
) -> None:
    """Show what PLAN, edited, changes for whom in the campaign of its id.

    Nothing is recorded and nothing is sent before a person applies it: with --apply,
    the number, date and signer of the amending document, and --seen, the name of the
    preview. Letters follow by the heartbeat, as they were shown.
    """
    edited = Edited(*read_plan(plan, working_days()).require())
    at = open_here(ledger, existing=True)
    amend_by(at, edited, given, confirmed=confirm_dates, as_json=as_json)
