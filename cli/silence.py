"""`campaign silence`: ask nothing for a time, with a reason."""

from datetime import datetime

import click

from calendars.said import said_day
from cli.desks import open_here
from cli.options import Day, Words, ledger_option
from desk import silences
from desk.silences import About
from schemas.entry import Person

_LONGEST = 100
_REASON = 500


@click.command()
@click.argument("campaign")
@click.option("--agency", default="", help="Only this agency.")
@click.option("--duty", default="", help="Only this duty of the agency.")
@click.option("--until", type=Day(), help="The last silent day.")
@click.option("--end", is_flag=True, help="End the silence now.")
@click.option("--reason", type=Words(_REASON), required=True, help="Why.")
@click.option("--name", type=Words(_LONGEST), required=True, help="Who decided so.")
@click.option("--post", type=Words(_LONGEST), required=True, help="Their post.")
@ledger_option
def silence(
    campaign: str,
    agency: str,
    duty: str,
    until: datetime | None,
    end: bool,
    ledger: str | None,
    **who: str,
) -> None:
    """Ask nothing of CAMPAIGN, of one agency or about one duty, for a time.

    No reminder, no escalation and no word to a superior until the end of that day;
    answers to what an agency says still go. What passes meanwhile is not made up for.
    """
    if duty and not agency:
        raise click.UsageError("--duty needs the --agency that owes it")
    if end == (until is not None):
        raise click.UsageError("give --until DATE to begin, or --end to end a silence")
    _, desk, now = open_here(ledger, existing=True)
    about = About(campaign, agency, duty)
    person = Person(who["name"], who["post"], who["reason"])
    if until is None:
        silences.speak(desk, about, person, now)
        click.echo(f"{about}: speaks again")
        return
    silences.silence(desk, about, until.date(), person, now)
    click.echo(f"{about}: silent through {said_day(until.date())}")
