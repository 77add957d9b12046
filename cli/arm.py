"""`campaign arm`: look at what would leave, and let real mail go out."""

import click

from cli.desks import open_here
from cli.options import LONGEST, Words, as_json, ledger_option
from cli.tables import show_json, show_table
from desk.arming.arm import arm as arm_campaign
from desk.arming.arm import open_stage
from desk.arming.outlook import Outlook, outlook
from desk.boards.rows import mail_line
from desk.progress import progress
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.option("--next", "further", is_flag=True, help="Open the stage that follows.")
@click.option("--show", is_flag=True, help="Only look; nothing changes.")
@click.option(
    "--yes-arm", metavar="CAMPAIGN", help="Its id once more, where nobody types it."
)
@click.option("--preview", metavar="DIGEST", help="The preview that was looked at.")
@click.option("--name", type=Words(LONGEST), help="Who decides so.")
@click.option("--post", type=Words(LONGEST), help="Their post.")
@ledger_option
@as_json
def arm(
    campaign: str,
    further: bool,
    show: bool,
    yes_arm: str | None,
    preview: str | None,
    ledger: str | None,
    as_json: bool,
    **who: str | None,
) -> None:
    """Let letters of CAMPAIGN leave by the real mail server, in stages.

    Shows the server, the domains, who is outside of them and the first letters, with
    the digest of this preview; then asks for the campaign's id. The first 5 letters
    leave; `--next` opens the second stage (as many more as 5 % of the agencies, at
    least 5), and once more the last: all. Where more than 2 % come back, at least 3,
    the others are stopped. A script gives --yes-arm CAMPAIGN --preview DIGEST.
    """
    name, post = who["name"], who["post"]
    if (yes_arm is None) != (preview is None):
        raise click.UsageError("give --yes-arm with the --preview that was looked at")
    if not show and not (name and post):
        raise click.UsageError("give --name and --post of who decides, or --show")
    _, desk, now = open_here(ledger, existing=True)
    seen = outlook(desk, campaign, now)
    _show(campaign, seen, as_json)
    if show:
        return
    typed = yes_arm or click.prompt(
        "Type the campaign's id to let real mail out", default="", show_default=False
    )
    decide = open_stage if further else arm_campaign
    person = Person(name or "", post or "")
    decide(desk, campaign, typed, preview or seen.preview, person, now)
    mail = progress(desk, campaign, now).mail
    click.echo(f"{campaign}: {mail_line(mail)}", err=as_json)


def _show(campaign: str, seen: Outlook, as_json: bool) -> None:
    server, domains = seen.outlet
    if as_json:
        show_json(
            {
                "campaign": campaign,
                "way": seen.standing.way,
                "server": server,
                "domains": domains,
                "preview": seen.preview,
                "waiting": seen.waiting,
                "in_mailbox": seen.in_mailbox,
                "outside": seen.outside,
                "first": [one._asdict() for one in seen.first],
            }
        )
        return
    click.echo(f"Mail: {mail_line(seen.standing)}")
    click.echo(f"Server: {server or 'none, letters go to the embedded mailbox'}")
    click.echo(f"Domains: {', '.join(domains) or 'none'}")
    if seen.outside:
        click.echo(f"Outside of them, not written to: {', '.join(seen.outside)}")
    if seen.in_mailbox:
        click.echo(
            f"{seen.in_mailbox} letters went into the embedded mailbox; nobody else "
            "gets them any more"
        )
    columns = ("Agency", "To", "Kind", "Subject")
    show_table(f"{seen.waiting} letters wait", columns, seen.first)
    click.echo(f"Preview: {seen.preview}")
