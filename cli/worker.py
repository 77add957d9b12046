"""`campaign worker`: takes shares of the beats of a server elsewhere."""

import logging
import socket

import click

from desk.desk import open_desk
from flows.environment import enter_prefect
from flows.here import sit_down
from settings import SettingsError, read_settings


@click.command()
@click.option("--name", default=socket.gethostname, help="Its name in the UI.")
@click.option(
    "--at-once",
    type=click.IntRange(1, 16),
    default=2,
    show_default=True,
    help="Shares at a time.",
)
def worker(name: str, at_once: int) -> None:
    """Take shares of beats: dockets to settle, letters to send.

    Serves the work pool CAMPAIGN_POOL of the server at CAMPAIGN_UI_PUBLIC_ADDRESS on
    the PostgreSQL ledger that all share, until it is ended; what it has begun it
    finishes. A worker of another version than the server's says so and takes nothing.
    """
    settings = read_settings()
    if not settings.pool:
        raise SettingsError("CAMPAIGN_POOL: name the work pool this worker serves")
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("campaign").setLevel(logging.INFO)
    # Opened once before: what is wrong with the ledger is said here, and to systemd.
    open_desk(settings.ledger, "", settings.public_address).ledger.close()
    enter_prefect(settings)
    from flows.worker import serve_worker

    sit_down(settings)
    serve_worker(settings.pool, name, at_once)
