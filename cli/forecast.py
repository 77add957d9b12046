"""`campaign forecast`: how many reports will have come by their deadline."""

import click

from cli.desks import open_here
from cli.options import as_json, ledger_option
from cli.tables import show_json, show_table
from desk.forecast import foresee
from desk.progress import progress
from rules.forecast import Chance, Forecast


@click.command()
@click.argument("campaign")
@ledger_option
@as_json
def forecast(campaign: str, ledger: str | None, as_json: bool) -> None:
    """Say how many reports of CAMPAIGN will have come in time, and whose are in doubt.

    An agency that kept k of its n deadlines, this season and before, has a chance of
    (k + s) / (n + 1), where s is what all agencies keep on the mean; the longer its
    report stays away, the less. The chances are added up.
    """
    _, desk, now = open_here(ledger, existing=True)
    seen = foresee(desk, campaign, now)
    names = progress(desk, campaign, now).names
    if as_json:
        show_json({"at": now, "forecast": seen and _document(seen)})
    elif seen is None:
        click.echo(f"{campaign}: nothing to learn from yet: no deadline has passed")
    else:
        _show(campaign, seen, names)


def _document(seen: Forecast) -> dict[str, object]:
    return {
        "expected": seen.expected,
        "given": seen.given,
        "likely": round(seen.likely, 1),
        "percent": round(seen.percent),
        "rests_on": seen.rests_on,
        "chances": [one._asdict() for one in seen.chances],
        "at_risk": [one.agency for one in seen.at_risk],
    }


def _show(campaign: str, seen: Forecast, names: dict[str, str]) -> None:
    click.echo(
        f"{campaign}: {seen.percent:.0f}% of the reports will have come in time, "
        f"{seen.likely:.0f} of {seen.expected}; {seen.given} came already"
    )
    click.echo(f"learned from {seen.rests_on} deadlines that have passed")
    if seen.at_risk:
        columns = ("Agency", "Chance", "Kept", "Last day")
        rows = (_row(one, names) for one in seen.at_risk)
        show_table("At risk", columns, rows)


def _row(one: Chance, names: dict[str, str]) -> tuple[str, ...]:
    chance, kept = f"{100 * one.chance:.0f}%", f"{one.in_time} of {one.due}"
    return names.get(one.agency, one.agency), chance, kept, f"{one.last_day}"
