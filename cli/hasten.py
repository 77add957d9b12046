"""`campaign hasten`: send an agency's next reminder or escalation now."""

import click

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import as_json, ledger_option, who_records
from cli.tables import show_json, show_table
from desk.hasten import Hastened, foresee_haste
from desk.hasten import hasten as send_now
from schemas.base import VN
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.option("--duty", "duties", multiple=True, help="This duty; may be repeated.")
@click.option("--apply", "applied", is_flag=True, help="Send what was shown.")
@who_records
@ledger_option
@as_json
def hasten(
    campaign: str,
    agency: str,
    duties: tuple[str, ...],
    applied: bool,
    ledger: str | None,
    as_json: bool,
    **who: str,
) -> None:
    """Send the next step of AGENCY's ladder in CAMPAIGN now, before its day.

    Shows it first, and when it leaves: the agency still gets one notice a working day,
    in letter hours. Without --duty it is the step that would come first. What comes
    after it keeps its distance. With --apply it is recorded with who decided so.
    """
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    steps = foresee_haste(desk, row.id, duties, now)
    if applied:
        person = Person(who["name"], who["post"])
        send_now(desk, row.id, duties, person, office_act(), now)
    if as_json:
        show_json({"applied": applied, "steps": [_document(one) for one in steps]})
        return
    columns = ("Duty", "Step", "To", "By itself", "Now")
    show_table("Next step", columns, map(_row, steps))
    done = "leaves" if applied else "would leave"
    more = "" if applied else "; send it with --apply"
    click.echo(f"{agency}: {len(steps)} {done} before the day{more}")


def _row(one: Hastened) -> tuple[str, ...]:
    rung = one.step.rung
    by_itself = f"{one.step.at.astimezone(VN):%d/%m/%Y %H:%M}"
    now = f"{one.at.astimezone(VN):%d/%m/%Y %H:%M}" if one.at else "never"
    return one.step.owes.duty, rung.name, rung.to.value, by_itself, now


def _document(one: Hastened) -> dict[str, str | None]:
    return {
        "duty": one.step.owes.duty,
        "step": one.step.rung.name,
        "to": one.step.rung.to,
        "by_itself": one.step.at.astimezone(VN).isoformat(),
        "at": one.at and one.at.astimezone(VN).isoformat(),
    }
