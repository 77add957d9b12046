"""`campaign inbox`: read the office's mailbox, list what waits, note who read it."""

from typing import Any

import click

from cli.desks import At, open_here
from cli.options import LONGEST, Words, as_json, ledger_option
from cli.tables import show_json, show_table
from desk.replies.listing import read_by, waiting
from desk.replies.reading import Read, read_inbox
from ledger import rehearsals
from schemas.entry import Person
from schemas.errors import CampaignError


class NoMailboxError(CampaignError):
    """No mailbox is set, or the ledger is a rehearsal, to which nobody answers."""


@click.command()
@click.option("--list", "listing", is_flag=True, help="List what waits for people.")
@click.option(
    "--read",
    "about",
    nargs=2,
    metavar="CAMPAIGN AGENCY",
    help="Note that what came of this agency was read.",
)
@click.option("--name", type=Words(LONGEST), help="Who has read it.")
@click.option("--post", type=Words(LONGEST), help="Their post.")
@ledger_option
@as_json
def inbox(
    listing: bool,
    about: tuple[str, str] | None,
    name: str | None,
    post: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Read the office's mailbox once, and show what was understood of each message.

    With --list nothing is read: the letters, refusals and unverified messages of
    earlier readings are shown. With --read, --name and --post they are done with: the
    agency's item leaves `campaign status` with the next heartbeat, and what comes later
    is an item again. The mailbox is set by CAMPAIGN_IMAP_HOST and CAMPAIGN_IMAP_USER,
    its password in var/secrets/imap.
    """
    if bool(about) != bool(name and post) or (about and listing):
        raise click.UsageError("give --read CAMPAIGN AGENCY with --name and --post")
    at = open_here(ledger, existing=True)
    if about and name and post:
        read_by(at.desk, *about, Person(name, post), at.now)
        click.echo(f"{'/'.join(about)}: what came by mail was read")
        return
    if listing:
        _show(
            "Waiting for people",
            ("at", "result", "campaign", "agency", "from", "subject", "text", "reason"),
            _waiting(at),
            as_json,
        )
        return
    columns = ("result", "from", "subject", "reason")
    _show("Read", columns, [_row(one) for one in _read(at)], as_json)


def _read(at: At) -> list[Read]:
    with at.desk.ledger.read() as tx:
        rehearsed = rehearsals.current(tx) is not None
    if rehearsed:
        raise NoMailboxError(f"{at.desk.ledger.url} is a rehearsal: nobody answers it")
    server = at.settings.inbox()
    if server is None:
        raise NoMailboxError(
            "no mailbox is set: set CAMPAIGN_IMAP_HOST and CAMPAIGN_IMAP_USER, and "
            f"write its password into {at.settings.var / 'secrets' / 'imap'}"
        )
    return read_inbox(at.desk, server, at.now)


def _row(one: Read) -> dict[str, str]:
    return {
        "result": one.taken.result,
        "from": one.heard.sender,
        "subject": one.heard.subject,
        "reason": one.taken.reason,
    }


def _waiting(at: At) -> list[dict[str, str]]:
    return [
        {
            "at": f"{one.at:%Y-%m-%d %H:%M}",
            "result": one.result,
            "campaign": one.campaign,
            "agency": one.agency,
            "from": one.words.sender,
            "subject": one.words.subject,
            "text": one.words.text,
            "reason": one.reason,
        }
        for one in waiting(at.desk)
    ]


def _show(
    title: str, columns: tuple[str, ...], rows: list[dict[str, Any]], as_json: bool
) -> None:
    if as_json:
        show_json(rows)
    else:
        show_table(title, columns, ([row[name] for name in columns] for row in rows))
