"""`campaign lock` and `campaign unlock`: whether agencies may change their figures."""

import click

from cli.desks import office_act, open_here
from cli.options import REASON, Words, ledger_option, who_records
from desk.reports.lock import Locking, lock_figures
from desk.reports.overview import shut_out
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.argument("agency", required=False)
@who_records
@ledger_option
def lock(
    campaign: str, agency: str | None, ledger: str | None, name: str, post: str
) -> None:
    """Lock the figures of AGENCY in CAMPAIGN, or of all agencies.

    From then on only the office amends a report, with `campaign report --reason`. Whose
    report has not come is named: they can no longer give it, and are reminded still.
    """
    _record(campaign, agency or "", Person(name, post), ledger, locked=True)


@click.command()
@click.argument("campaign")
@click.argument("agency", required=False)
@click.option("--reason", type=Words(REASON), required=True, help="Kept, not told.")
@who_records
@ledger_option
def unlock(
    campaign: str, agency: str | None, ledger: str | None, reason: str, **who: str
) -> None:
    """Unlock the figures of AGENCY in CAMPAIGN, or of all agencies."""
    person = Person(who["name"], who["post"], reason)
    _record(campaign, agency or "", person, ledger, locked=False)


def _record(
    campaign: str, agency: str, person: Person, ledger: str | None, *, locked: bool
) -> None:
    _, desk, now = open_here(ledger, existing=True)
    act = office_act()
    lock_figures(desk, Locking(campaign, agency, locked, person, act), now)
    state = "locked" if locked else "unlocked"
    click.echo(f"{campaign}: figures of {agency or 'all agencies'} {state}")
    if locked and (missing := shut_out(desk, campaign, agency, now)):
        names = ", ".join(one.agency for one in missing)
        click.echo(
            f"not handed in: {names}; they are asked for it still: unlock them, enter "
            "it for them, or use `campaign silence`"
        )
