"""`campaign send-back`: ask an agency for more than its report says."""

from datetime import datetime

import click

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import Day, as_json, ledger_option, who_decides
from cli.receipts import show_receipt
from desk.reports.versions import SentBack
from desk.reports.versions import send_back as send
from schemas.base import VN
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.option("--until", type=Day(), help="Its new last day; else the deadline stands.")
@who_decides
@ledger_option
@as_json
def send_back(
    campaign: str,
    agency: str,
    until: datetime | None,
    ledger: str | None,
    as_json: bool,
    **who: str,
) -> None:
    """Send AGENCY's report in CAMPAIGN back for more, with the reason.

    The agency is told by one letter in working hours; until its report comes again it
    counts as not handed in, and reminders, escalations and its calendar follow the day.
    """
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    given = SentBack(
        person=Person(who["name"], who["post"], who["reason"]),
        act=office_act(),
        until=until.astimezone(VN).date() if until else None,
    )
    receipt = send(desk, row.id, given, now)
    about = {"agency": agency, "until": given.until}
    day = f" until {given.until}" if given.until else ""
    said = f"{agency}: report sent back{day}"
    show_receipt(receipt, about, said, as_json=as_json)
