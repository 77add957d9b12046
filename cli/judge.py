"""`campaign judge`: decide whose a duty is that its agency declined."""

import click

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import as_json, ledger_option, who_decides
from cli.receipts import show_receipt
from desk.judge import Judgement
from desk.judge import judge as decide
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.argument("duty")
@click.option("--accept", "accepted", flag_value=True, type=bool, default=None)
@click.option("--return", "accepted", flag_value=False, type=bool, default=None)
@who_decides
@ledger_option
@as_json
def judge(
    campaign: str,
    agency: str,
    duty: str,
    accepted: bool | None,
    ledger: str | None,
    as_json: bool,
    **who: str,
) -> None:
    """Accept that DUTY in CAMPAIGN is not AGENCY's, or return it to the agency.

    The agency is told by letter in working hours. What was accepted is not expected of
    it any more; what was returned is reminded of again, and escalations count from the
    day of the return.
    """
    if accepted is None:
        raise click.UsageError("give either --accept or --return")
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    person = Person(who["name"], who["post"], who["reason"])
    given = Judgement(duty, accepted, person, office_act())
    receipt = decide(desk, row.id, given, now)
    about = {"agency": agency, "duty": duty, "decision": given.kind}
    said = f"{agency}: duty {duty} {given.kind}"
    show_receipt(receipt, about, said, as_json=as_json)
