"""`campaign health`: what a monitor asks each minute; 1 where something is not well."""

import sys
from datetime import datetime

import click

from cli.options import as_json
from cli.tables import show_json
from desk.desk import open_desk
from desk.plans.days_off import working_days
from flows.environment import enter_prefect
from schemas.base import VN
from schemas.errors import CampaignError
from settings import Settings, read_settings


@click.command()
@as_json
def health(as_json: bool) -> None:
    """Tell whether ledger, Prefect, Redis, workers and the last beat are well.

    Changes nothing. A line for each, and 1 where one of them is not well: beats and
    letters then wait, or go on without it, as the line says.
    """
    settings = read_settings()
    enter_prefect(settings, quiet=True)
    from flows.health import Check, checks

    ledger = Check("ledger", *_ledger(settings))
    found = [ledger, *checks(settings, working_days(), datetime.now(VN))]
    if as_json:
        show_json([one._asdict() for one in found])
    else:
        for one in found:
            click.echo(
                f"{one.part:<8} {'well' if one.well else 'NOT WELL'}  {one.seen}"
            )
    sys.exit(0 if all(one.well for one in found) else 1)


def _ledger(settings: Settings) -> tuple[bool, str]:
    try:
        ledger = open_desk(settings.ledger, "", settings.public_address).ledger
    except CampaignError as error:
        return False, str(error)
    ledger.close()
    return True, ledger.url
