"""`campaign rekey`: links are signed by a new key, the old one runs out."""

import click

from cli.desks import open_here
from cli.options import ledger_option
from desk.links import new_key, replaced
from desk.revoke import last_day_of_links
from settings import Secret


@click.command()
@ledger_option
def rekey(ledger: str | None) -> None:
    """Sign links by a new key from the next start of `campaign up` on.

    Links that were sent open until the last day of the campaigns they belong to; to
    end one at once, `campaign revoke` it.
    """
    settings, desk, now = open_here(ledger, existing=True)
    until = last_day_of_links(desk) or now.date()
    secret = replaced(settings.secret(Secret.LINKS), new_key(), until)
    settings.replace_secret(Secret.LINKS, secret)
    click.echo(f"new links are signed by a new key; the old one counts until {until}")
    click.echo("restart `campaign up`, so that it reads the new key")
