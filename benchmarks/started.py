"""A campaign as it is started by the product, in any database."""

from datetime import datetime
from typing import NamedTuple

from benchmarks.country import Country
from benchmarks.frame import timed
from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.links import drawn
from desk.start import find, sign_off, start

SECRET, ADDRESS = "a benchmark's secret", "http://campaign.example"


class Started(NamedTuple):
    """A desk over a ledger in which all first letters are queued; how long it took."""

    desk: Desk
    address: str
    seconds: float


def open_at(address: str) -> Desk:
    """Sit down at a ledger, new or not."""
    return open_desk(address, SECRET, ADDRESS)


def started(address: str, whole: Country) -> Started:
    """Start a campaign, issue its plan, and beat once: everybody has a letter due."""
    desk = open_at(address)
    with timed() as watch:
        start(desk, whole.plan, whole.roster, whole.issued, drawn("office"))
        sign_off(desk, whole.plan.id, whole.signing, whole.issued, drawn("links"))
        beat(desk, whole.issued)
    return Started(desk, address, watch.seconds)


def warm(desk: Desk, campaign: str, quiet: datetime) -> None:
    """Read the plan, as a process has that is at work; nothing is due at `quiet`."""
    beat(desk, quiet)
    with desk.ledger.read() as tx:
        season = desk.seasons.of(tx, find(tx, campaign))
    if not season.assignments or season.withdrawn or not season.terms:
        raise LookupError(f"{campaign}: nobody owes anything under its plan")
