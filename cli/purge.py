"""`campaign purge`: forget the persons of a campaign that is over."""

import click

from cli.desks import open_here
from cli.options import as_json, ledger_option
from cli.tables import show_json
from desk.purge import look
from desk.purge import purge as purge_campaign
from desk.rehearsals.kept import kept, remove

KINDS = {
    "agencies": "places of the roster with names, addresses, telephone numbers",
    "people": "who acted: names, posts, remarks",
    "delegates": "whom a docket was passed on to",
    "messages": "letters as they were composed",
    "drafts": "saves of reports that were being written",
    "mailings": "which mailbox was written to on which day",
    "announcements": "announcements with who ordered them",
    "attachments": "files that came with reports",
    "reply_texts": "messages to the office's mailbox",
    "outcomes": "answers of mail servers that name an address",
    "rehearsals": "rehearsals: a ledger each, with the reports beside it",
}


@click.command()
@click.argument("campaign")
@click.option("--apply", "applied", is_flag=True, help="Forget what is listed.")
@ledger_option
@as_json
def purge(campaign: str, applied: bool, ledger: str | None, as_json: bool) -> None:
    """Forget the persons of CAMPAIGN: names, addresses, numbers, letters, files.

    Lists first what would be forgotten; with --apply it is, once
    CAMPAIGN_RETENTION_DAYS have passed since the close. Facts, figures and reports
    stay; rehearsals of the campaign in var/rehearsals are removed whole. Backups,
    var/reports, var/mailbox and rehearsals elsewhere are not touched.
    """
    at = open_here(ledger, existing=True)
    days = at.settings.retention_days
    if applied:
        seen = purge_campaign(at.desk, campaign, days, at.now)
    else:
        seen = look(at.desk, campaign, days)
    rehearsals = kept(at.settings.var, campaign, at.settings.ledger)
    if applied:
        remove(rehearsals)
    found = {**seen.found, "rehearsals": len(rehearsals)} if rehearsals else seen.found
    if as_json:
        since = seen.since.isoformat()
        show_json({"campaign": campaign, "since": since, "applied": applied, **found})
        return
    for kind, number in found.items():
        click.echo(f"{number:>8,}  {KINDS[kind]}")
    if not found:
        click.echo(f"{campaign}: nobody is left to forget")
    elif applied:
        click.echo(f"{campaign}: forgotten; its facts, figures and reports stay")
    else:
        click.echo(
            f"{campaign}: to be forgotten from {seen.since:%d/%m/%Y}, by --apply"
        )
