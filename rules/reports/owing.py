"""Which reports are owed: of every docket, none that the office took back."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rules.docket import Docket
from rules.reports.asked import report_duty
from rules.reports.timeliness import OnTime, on_time
from schemas.assignment import Assignment


class Owed(NamedTuple):
    """A report that an agency owes, and the docket it stands in."""

    docket: Docket
    duty: Assignment

    @property
    def on_time(self) -> OnTime | None:
        """Return whether it came on time, None while it has not come."""
        return on_time(self.duty, self.docket.standing)


def owed_reports(dockets: Iterable[Docket]) -> Iterator[Owed]:
    """Yield the reports that are owed, in the order of their dockets."""
    for docket in dockets:
        duty = report_duty(docket.assignments)
        if duty is not None and not docket.standing.released(duty.duty):
            yield Owed(docket, duty)
