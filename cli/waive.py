"""`campaign waive`: excuse an agency from a duty, or ask for it again."""

import click

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import as_json, ledger_option, who_decides
from cli.receipts import show_receipt
from desk.waive import Waiver
from desk.waive import waive as decide
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.argument("duty")
@click.option("--end", is_flag=True, help="Ask for the duty again.")
@who_decides
@ledger_option
@as_json
def waive(
    campaign: str,
    agency: str,
    duty: str,
    end: bool,
    ledger: str | None,
    as_json: bool,
    **who: str,
) -> None:
    """Excuse AGENCY from DUTY in CAMPAIGN, with no change of the plan.

    The agency is told by letter in working hours, and its calendar with it. The duty is
    not expected of it any more; with --end it is again, and escalations count from that
    day. A duty that others wait for cannot be waived: amend the plan.
    """
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    person = Person(who["name"], who["post"], who["reason"])
    given = Waiver(duty, not end, person, office_act())
    receipt = decide(desk, row.id, given, now)
    about = {"agency": agency, "duty": duty, "decision": given.kind}
    said = f"{agency}: duty {duty} {given.kind}"
    show_receipt(receipt, about, said, as_json=as_json)
