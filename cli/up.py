"""`campaign up`: everything, serving one ledger."""

import click

from cli.addresses import show_addresses
from cli.options import ledger_option
from cli.parts import PARTS
from desk.desk import open_desk
from flows.standing import refuse_unfinished
from flows.up import serve_all
from settings import Settings, read_settings


@click.command()
@ledger_option
def up(ledger: str | None) -> None:
    """Serve one ledger: Prefect, agency pages, mailbox and heartbeat.

    Beside a real mail server (CAMPAIGN_SMTP_HOST) the mailbox takes rehearsals only.
    Prints where everything is and stays until Ctrl-C. What dies is started again;
    after a crash of the whole machine another `up` goes on where things stood.
    """
    settings = settings_for(ledger)
    refuse_unfinished(settings)
    # Opened once before, so that what is wrong with it is said here and not in a log.
    desk = open_desk(
        settings.ledger, "", settings.public_address, outlet=settings.outlet()
    )
    desk.ledger.check()
    desk.ledger.close()
    serve_all(settings, PARTS, click.echo, lambda: show_addresses(settings))


def settings_for(ledger: str | None) -> Settings:
    """Return the settings, with another ledger where one is named."""
    settings = read_settings()
    return settings.model_copy(update={"ledger": ledger}) if ledger else settings
