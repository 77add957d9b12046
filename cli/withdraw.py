"""`campaign withdraw`: take one duty from an agency, or from all, by an amendment."""

from typing import Unpack

import click

from cli.amending import Given, amend_by, signs
from cli.desks import open_here
from cli.options import as_json, ledger_option
from desk.amendments.reassign import with_reassigned
from rules.reassigned import Reassignment


@click.command()
@click.argument("campaign")
@click.argument("duty")
@click.option("--agency", default="", help="From this agency only.")
@click.option("--all", "every", is_flag=True, help="From all who owe it.")
@signs
@ledger_option
@as_json
def withdraw(
    campaign: str,
    duty: str,
    agency: str,
    every: bool,
    ledger: str | None,
    as_json: bool,
    **given: Unpack[Given],
) -> None:
    """Show what withdrawing DUTY changes for whom in CAMPAIGN.

    What was said of it stays in the ledger. Shown and applied as `campaign amend` is,
    by the number, date and signer of the amending document. The files of the plan stay
    as they are: carry it over there before they are used for an amendment.
    """
    if bool(agency) is every:
        raise click.UsageError("give --agency, or else --all")
    at = open_here(ledger, existing=True)
    edited = with_reassigned(at.desk, campaign, Reassignment(duty, agency))
    amend_by(at, edited, given, as_json=as_json)
