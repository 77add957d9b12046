"""`campaign status`: where everything stands, and the pages that show it."""

import asyncio

import click

from cli.desks import At, open_here
from cli.options import as_json, ledger_option
from cli.standing import document, show_standing
from cli.tables import show_json
from desk.campaigns import named
from desk.progress import progress
from flows.campaign_pages import campaign_pages
from flows.environment import enter_prefect
from flows.standing import standing
from settings import Settings


@click.command()
@click.argument("campaign", required=False)
@ledger_option
@as_json
def status(campaign: str | None, ledger: str | None, as_json: bool) -> None:
    """Show how CAMPAIGN stands, or every campaign of the ledger.

    Phases, agencies, what the office has to do, letters, and the pages of Prefect that
    show them. Works without Prefect; links to forms need it running.
    """
    at = open_here(ledger, existing=True)
    names = [campaign] if campaign else [plan.id for plan in named(at.desk)]
    shown = [(name, progress(at.desk, name, at.now)) for name in names]
    forms = _forms(at.settings)
    links = {
        name: campaign_pages(at.settings.ui_address, name) | forms for name in names
    }
    if as_json:
        show_json(
            {
                "ledger": at.desk.ledger.url,
                "at": at.now.isoformat(),
                "campaigns": [document(seen, links[name]) for name, seen in shown],
            }
        )
        return
    _head(at, bool(names))
    for name, seen in shown:
        show_standing(seen, links[name], at.now)


def _head(at: At, any_campaign: bool) -> None:
    click.echo(f"{at.desk.ledger.url} at {at.now:%d/%m/%Y %H:%M}")
    if not any_campaign:
        click.echo("no campaign yet; start one with `campaign start PLAN`")


def _forms(settings: Settings) -> dict[str, str]:
    """Return the addresses of Prefect's forms, none while it does not run."""
    serving = standing(settings)
    if serving is None or not serving.ready:
        return {}
    enter_prefect(settings)
    from flows.entrances import look_for_entrances

    return asyncio.run(look_for_entrances(settings.ui_address))
