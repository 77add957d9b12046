"""`campaign reassign`: give one duty of an agency to another, by an amendment."""

from typing import Unpack

import click

from cli.amending import Given, amend_by, signs
from cli.desks import open_here
from cli.options import as_json, ledger_option
from desk.amendments.reassign import with_reassigned
from rules.reassigned import Reassignment


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.argument("duty")
@click.option("--to", required=True, help="The agency that owes it from then on.")
@signs
@ledger_option
@as_json
def reassign(
    campaign: str,
    agency: str,
    duty: str,
    to: str,
    ledger: str | None,
    as_json: bool,
    **given: Unpack[Given],
) -> None:
    """Show what giving DUTY of AGENCY to another changes for whom in CAMPAIGN.

    The duty keeps its deadline and what was said of it. Shown and applied as `campaign
    amend` is, by the number, date and signer of the amending document. The files of the
    plan stay as they are: carry it over there before they are used for an amendment.
    """
    at = open_here(ledger, existing=True)
    edited = with_reassigned(at.desk, campaign, Reassignment(duty, agency, to))
    amend_by(at, edited, given, as_json=as_json)
