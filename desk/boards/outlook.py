"""What is to be expected of the reports, in words for the leader's page."""

from dataclasses import dataclass
from datetime import datetime

from calendars.deadlines import last_instant
from desk.awaited import some
from desk.boards.rows import name_of
from desk.progress import Progress
from rules.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many reports will have come in time, in percent too; who is at risk."""

    likely: str
    expected: int
    percent: str
    at_risk: str


def outlook(seen: Progress, found: Forecast, now: datetime) -> Outlook | None:
    """Return a forecast in words; None once every report's last day is over."""
    if all(last_instant(one.last_day) <= now for one in found.chances):
        return None
    doubtful = [
        name_of(seen, one.agency)
        for one in found.at_risk
        if now < last_instant(one.last_day)
    ]
    return Outlook(
        likely=f"{found.likely:.0f}",
        expected=found.expected,
        percent=f"{found.percent:.0f}%",
        at_risk=some(doubtful),
    )
