"""Print where everything is, and the passwords that open it."""

import click

from desk.campaigns import first_link
from desk.desk import open_desk
from flows.environment import USER
from settings import Secret, Settings

_NONE_YET = "none before a plan is issued"


def show_addresses(settings: Settings) -> None:
    """Print the addresses of Prefect, the mailbox and one agency's page."""
    desk = open_desk(
        settings.ledger,
        settings.secret(Secret.LINKS),
        settings.public_address,
        outlet=settings.outlet(),
    )
    try:
        link, ledger = first_link(desk) or _NONE_YET, desk.ledger.url
    finally:
        desk.ledger.close()
    mailbox = f"http://127.0.0.1:{settings.mailbox_port}"
    click.echo()
    _say("Prefect", settings.ui_address, f"{USER}:{settings.secret(Secret.UI)}")
    if desk.outlet.real:
        _say("Mail server", desk.outlet.server)
        _say("Rehearsals", mailbox, f"campaign / {settings.secret(Secret.MAILBOX)}")
    else:
        _say("Mailbox", mailbox, f"campaign / {settings.secret(Secret.MAILBOX)}")
    _say("Agency page", link)
    _say("Ledger", ledger)
    _say("Watch it with", f"campaign status --ledger {ledger}")
    click.echo("Stop with Ctrl-C; the same command goes on where it was.")


def _say(name: str, address: str, password: str = "") -> None:
    click.echo(
        f"{name:<14} {address}" + (f"   password {password}" if password else "")
    )
