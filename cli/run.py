"""`campaign run`: a first look; everything up, with a season half played."""

import subprocess
import sys
import threading

import click

from cli.addresses import show_addresses
from cli.options import Day
from cli.parts import PARTS
from cli.season import rehearsal_ledger
from desk.desk import open_desk
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.papers import digest_of
from desk.rehearsals.rehearsal import Rehearsal
from flows.up import serve_all
from ledger.serving import playing
from settings import Settings, read_settings


@click.command()
@click.option("--plan", default="lai-chau-2024", show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--until", default="2024-06-14", show_default=True, metavar="DATE")
def run(plan: str, seed: int, until: str) -> None:
    """Rehearse a plan up to a day through the real flows, and leave everything up.

    A second run goes on where the first stopped and plays nothing twice.
    """
    Day().convert(until, None, None)
    read, roster = read_plan(plan, working_days()).require(as_proposed=True)
    settings, digest = read_settings(), digest_of(read, roster)
    where = rehearsal_ledger(settings, read, seed, digest)
    settings = settings.model_copy(update={"ledger": where})
    with playing(where):
        desk = open_desk(where, "", settings.public_address, seed=seed)
        Rehearsal(desk, read, seed, digest=digest).begin()
        desk.ledger.close()
    played = ["rehearse", plan, "--seed", str(seed), "--until", until, "--flows"]

    player: subprocess.Popen[bytes] | None = None

    def ready() -> None:
        nonlocal player
        click.echo("rehearsing through the flows ...")
        player = subprocess.Popen(  # noqa: S603 - our own command, its values checked above
            [sys.executable, "-m", "cli.main", *played], stdout=subprocess.DEVNULL
        )
        # The supervisor must go on watching its parts while the season is played.
        told = threading.Thread(target=_tell, args=(settings, player), daemon=True)
        told.start()

    try:
        serve_all(settings, PARTS, click.echo, ready)
    finally:
        if player is not None:
            player.terminate()  # it plays on nothing that is down


def _tell(settings: Settings, player: subprocess.Popen[bytes]) -> None:
    """Wait for the season, and show where to look."""
    if player.wait():
        click.echo("the rehearsal stopped; the same command goes on with it", err=True)
    show_addresses(settings)
