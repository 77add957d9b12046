"""Make one report of many: totals with coverage, voices with names, what to look at."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from rules.reports.counting import levels, timeliness
from rules.reports.flags import same_figures
from rules.reports.given import Given
from rules.reports.timeliness import OnTime
from rules.reports.totals import totals
from schemas.consolidation import Consolidation, Flag, Voice
from schemas.plan import Plan
from schemas.report import Narrative


class Basis(NamedTuple):
    """What a consolidation is of: the campaign's plan, its revision, its lock."""

    plan: Plan
    revision: int
    locked: bool
    at: datetime


def consolidate(
    basis: Basis,
    given: Sequence[Given],
    on_time: Mapping[str, OnTime | None],
    flags: Sequence[Flag] = (),
) -> Consolidation:
    """Return a first version of what a campaign's reports come to.

    `given` holds every agency that owes a report, in the plan's order, `on_time`
    whether each came on time; `flags` are what others have found. A version that was
    sent back counts for nothing, and missing is never zero.
    """
    reports = [one.report for one in given if one.report]
    return Consolidation(
        campaign=basis.plan.id,
        version=1,
        at=basis.at,
        revision=basis.revision,
        locked=basis.locked,
        sources=tuple(one.source for one in given if one.source),
        totals=totals(basis.plan.indicators.items, given),
        missing=tuple(one.agency for one in given if one.source is None),
        elsewhere=tuple(one.agency for one in given if one.elsewhere),
        timeliness=timeliness(basis.plan, on_time),
        levels=levels(
            level for one in reports if one.below for level in one.below.levels
        ),
        voices=tuple(
            Voice(agency=one.agency, narrative=one.report.narrative)
            for one in given
            if one.report and one.report.narrative != Narrative()
        ),
        flags=(*same_figures(basis.plan, given), *flags),
    )
