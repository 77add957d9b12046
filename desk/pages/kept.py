"""What is kept of persons, and until when: told to everybody."""

from typing import NamedTuple

from calendars.said import said_day
from desk.desk import Desk
from desk.letters.views import PlanView
from desk.pages.docket import slogans
from ledger import campaigns
from rules.retention import may_purge_from


class KeptView(NamedTuple):
    """A campaign's plan, the `days` after its close, and the day that follows them."""

    plan: PlanView
    days: int
    until: str


def kept(desk: Desk, campaign: str, days: int) -> KeptView | None:
    """Return what a campaign keeps of persons, once its plan is issued."""
    plan = slogans(desk, campaign)
    if plan is None:
        return None
    with desk.ledger.read() as tx:
        row = campaigns.find(tx, campaign)
        if row is None:
            return None
        close = desk.seasons.of(tx, row).plan.close
    return KeptView(plan, days, said_day(may_purge_from(close, days)))
