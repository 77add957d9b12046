"""`campaign extend`: decide on more time for a duty of an agency."""

from datetime import datetime
from typing import TypedDict, Unpack

import click

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import Day, as_json, ledger_option, who_decides
from cli.receipts import show_receipt
from desk.extend import Ruling, rule
from schemas.base import VN
from schemas.entry import Person


class Decided(TypedDict):
    """What the options tell: until when, or refused; why, and by whom."""

    until: datetime | None
    refuse: bool
    reason: str
    name: str
    post: str


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.argument("duty")
@click.option("--until", type=Day(), help="The new last day.")
@click.option("--refuse", is_flag=True, help="Refuse what the agency asked for.")
@who_decides
@ledger_option
@as_json
def extend(
    campaign: str,
    agency: str,
    duty: str,
    ledger: str | None,
    as_json: bool,
    **decided: Unpack[Decided],
) -> None:
    """Give AGENCY more time for DUTY in CAMPAIGN, asked for or not, or refuse it.

    The agency is told by letter in working hours; reminders, escalations and its
    calendar follow the new day.
    """
    until, refuse = decided["until"], decided["refuse"]
    if (until is None) is not refuse:
        raise click.UsageError("give either --until or --refuse")
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    given = Ruling(
        duty=duty,
        until=until.astimezone(VN).date() if until else None,
        person=Person(decided["name"], decided["post"], decided["reason"]),
        act=office_act(),
    )
    receipt = rule(desk, row.id, given, now)
    about = {"agency": agency, "duty": duty, "until": given.until}
    what = f"extended until {given.until}" if given.until else "not extended"
    said = f"{agency}: duty {duty} {what}"
    show_receipt(receipt, about, said, as_json=as_json)
