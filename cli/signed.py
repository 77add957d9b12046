"""`campaign signed`: record the signed document of an agency's report."""

from datetime import datetime

import click

from calendars.said import said_day
from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import LONGEST, Day, Words, ledger_option, who_records
from desk.reports.versions import CameSigned, sign
from schemas.base import VN
from schemas.entry import Person
from schemas.report import SignedCopy


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.option("--number", type=Words(LONGEST), required=True, help="Its number.")
@click.option("--date", "dated", type=Day(), required=True, help="Its own day.")
@click.option("--signer", type=Words(LONGEST), required=True, help="Who signed it.")
@who_records
@ledger_option
def signed(
    campaign: str,
    agency: str,
    number: str,
    dated: datetime,
    ledger: str | None,
    **who: str,
) -> None:
    """Record that the signed document of AGENCY's report in CAMPAIGN has come.

    It is of the version that stands; where none does, enter it first with
    `campaign report --how clerk`.
    """
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    copy = SignedCopy(number=number, signed_on=dated.astimezone(VN).date())
    person = Person(who["name"], who["post"], who["signer"])
    sign(desk, row.id, CameSigned(copy, person, office_act()), now)
    click.echo(f"{agency}: signed as {copy.number} on {said_day(copy.signed_on)}")
