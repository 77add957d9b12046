"""`campaign issue`: sign off the plan, or attach what was signed."""

import re
from datetime import datetime
from pathlib import Path

import click

from cli.desks import open_here
from cli.options import Words, ledger_option
from desk.links import drawn
from desk.plans.signed_plan import attach
from desk.start import passed_while_waiting, sign_off
from flows.forms.season import NUMBER
from schemas.base import VN
from schemas.in_force import Signing

_LONGEST = 200


@click.command()
@click.argument("campaign")
@click.option("--number", type=Words(_LONGEST), help="As signed: 156/KH-UBND.")
@click.option("--date", "signed_on", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--signer", type=Words(_LONGEST), help="Post and name, as signed.")
@click.option("--confirm-dates", is_flag=True, help="Proposed dates are confirmed.")
@click.option(
    "--signed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The signed plan as PDF, for first letters and pages.",
)
@ledger_option
def issue(
    campaign: str,
    number: str | None,
    signed_on: datetime | None,
    signer: str | None,
    confirm_dates: bool,
    signed: Path | None,
    ledger: str | None,
) -> None:
    """Issue CAMPAIGN's plan: from now on it binds, and its letters follow.

    With --signed alone the file is attached to a plan that waits or binds already.
    """
    _, desk, now = open_here(ledger)
    if number is not None and not re.search(NUMBER, number):
        raise click.UsageError(f"{number} is no plan's number: write it as 156/KH-UBND")
    if signed_on is not None and signed_on.date() > now.astimezone(VN).date():
        raise click.UsageError(f"{signed_on:%Y-%m-%d} is yet to come")
    if signed is not None:
        attach(desk, campaign, signed.read_bytes())
        click.echo(f"{campaign}: {signed.name} goes with first letters and pages")
    if number is None and signed is not None:
        return
    if number is None or signed_on is None or signer is None:
        raise click.UsageError("issuing needs --number, --date and --signer")
    given = Signing(
        number=number,
        signed_on=signed_on.date(),
        signer=signer,
        dates_confirmed=confirm_dates,
    )
    late = passed_while_waiting(desk, campaign, now)
    sign_off(desk, campaign, given, now, drawn(None))
    if late:
        click.echo(f"overdue from the first letter on: {', '.join(late)}", err=True)
    click.echo(f"{campaign}: issued as {number}")
