"""`campaign launch`: fix the launch ceremony, or record that it was held."""

from datetime import date, datetime

import click

from calendars.said import said_day
from cli.desks import At, open_here
from cli.options import LONGEST, Words, ledger_option
from desk.start import fix_launch, hold_launch
from desk.state import reached
from schemas.base import VN
from schemas.in_force import Ceremony

_MOST = 1_000_000


@click.command()
@click.argument("campaign")
@click.option("--place", type=Words(LONGEST), help="Where it takes place.")
@click.option(
    "--at",
    "starts",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    help="When, as 2024-05-31T08:00.",
)
@click.option(
    "--held", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it was held."
)
@click.option("--attendance", type=click.IntRange(0, _MOST), help="How many came.")
@ledger_option
def launch(
    campaign: str,
    place: str | None,
    starts: datetime | None,
    held: datetime | None,
    attendance: int | None,
    ledger: str | None,
) -> None:
    """Fix place and hour of CAMPAIGN's launch ceremony, or record that it was held.

    Fixed anew, everybody invited is told. A form that waits in Prefect for the same is
    not needed any more: cancel its run.
    """
    fixes, records = (place, starts), (held, attendance)
    if any(one is not None for one in fixes) is any(one is not None for one in records):
        raise click.UsageError("give --place and --at, or --held and --attendance")
    at = open_here(ledger, existing=True)
    if place is not None and starts is not None:
        _fix(at, campaign, place, starts.replace(tzinfo=VN))
    elif held is not None and attendance is not None:
        _record(at, campaign, held.date(), attendance)
    else:
        raise click.UsageError("--place goes with --at, --held with --attendance")


def _fix(at: At, campaign: str, place: str, starts: datetime) -> None:
    if starts <= at.now:
        raise click.UsageError(f"{starts:%Y-%m-%d %H:%M} is over: give a later moment")
    fix_launch(at.desk, campaign, Ceremony(place=place, starts=starts), at.now)
    day = said_day(starts.date())
    click.echo(f"{campaign}: launch on {day} at {starts:%H:%M}, {place}")


def _record(at: At, campaign: str, day: date, attendance: int) -> None:
    if day > at.now.astimezone(VN).date():
        raise click.UsageError(f"{day} is yet to come")
    if reached(at.desk, campaign).launch_on is None:
        raise click.UsageError("nobody has fixed it: give --place and --at first")
    hold_launch(at.desk, campaign, day, attendance, at.now)
    click.echo(f"{campaign}: launch held on {said_day(day)}, {attendance} came")
