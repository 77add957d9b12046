"""Whether the clock of this machine can be right."""

from datetime import datetime

from desk.desk import Desk
from ledger import entries
from rules.clock import latest


def ahead(desk: Desk, now: datetime) -> datetime | None:
    """Return the newest fact where `now` is too far behind it, None where it is not."""
    with desk.ledger.read() as tx:
        return entries.newest_after(tx, latest(now))
