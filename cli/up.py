"""`campaign up`: everything, serving one ledger."""

import click

from cli.addresses import show_addresses
from cli.options import ledger_option
from cli.parts import PARTS
from flows.up import serve_all
from ledger.database import open_ledger
from settings import Settings, read_settings


@click.command()
@ledger_option
def up(ledger: str | None) -> None:
    """Serve one ledger: Prefect, agency pages, mailbox and heartbeat.

    Prints where everything is and stays until Ctrl-C. What dies is started again;
    after a crash of the whole machine another `up` goes on where things stood.
    """
    settings = settings_for(ledger)
    # Opened once before, so that what is wrong with it is said here and not in a log.
    open_ledger(settings.ledger).close()
    serve_all(settings, PARTS, click.echo, lambda: show_addresses(settings))


def settings_for(ledger: str | None) -> Settings:
    """Return the settings, with another ledger where one is named."""
    settings = read_settings()
    return settings.model_copy(update={"ledger": ledger}) if ledger else settings
