"""One agency's report as it counts now: what it was asked for, and what it gave."""

from typing import NamedTuple

from rules.standing import Standing
from schemas.consolidation import SourceReport
from schemas.entry import Entry
from schemas.indicator import Indicator, IndicatorSet
from schemas.report import Channel, Report


class Given(NamedTuple):
    """What an agency that owes a report was asked for, and what it gave.

    `source` is None while nothing counts. `report` is None as well where the agency
    answered without one: that nothing arose (`nothing`: each figure is a reported
    zero), or that it is done (its figures are elsewhere).
    """

    agency: str
    asked: IndicatorSet
    source: SourceReport | None = None
    report: Report | None = None
    nothing: bool = False

    def figure(self, one: Indicator) -> int | None:
        """Return what it reported of an indicator; missing is None, never zero."""
        if self.nothing:
            return 0
        if self.report is None or self.elsewhere:
            return None
        nothing_arose = one.group in self.report.nothing
        return 0 if nothing_arose else self.report.figures.get(one.id)

    @property
    def elsewhere(self) -> bool:
        """Tell whether it has reported without figures that are here."""
        if self.source is None or self.nothing:
            return False
        return self.report is None or self.report.channel is Channel.CLERK


def counted(standing: Standing, duty: str) -> Entry | None:
    """Return the fact that gives a report as it counts: its last version, else a word.

    What came before the office sent it back counts no more.
    """
    return standing.report(duty).current or standing.done(duty)
