"""The reports behind one total: the way from a figure back to where it came from."""

from datetime import datetime
from typing import NamedTuple

from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.reports.behind import behind
from desk.reports.consolidate import campaign_at, consolidation
from desk.reports.names import named
from desk.start import find
from schemas.consolidation import Total
from schemas.errors import CampaignError
from schemas.indicator import Indicator


class UnknownIndicatorError(CampaignError):
    """The plan counts no such thing."""


class Part(NamedTuple):
    """What one report adds to a total: the version, its receipt's code, and when.

    `indicator` is the total's own, or the part or the whole of a ratio.
    """

    indicator: str
    agency: str
    name: str
    figure: int
    version: int
    code: str
    at: datetime


class Figure(NamedTuple):
    """A total of a version, and the reports it comes from."""

    version: int
    indicator: Indicator
    total: Total
    parts: tuple[Part, ...]


def figure_of(desk: Desk, name: str, indicator: str, version: int | None) -> Figure:
    """Return a total with what is behind it; a ratio has the parts of its figures.

    Raises NotConsolidatedError, UnknownIndicatorError.
    """
    with desk.ledger.read() as tx:
        made = consolidation(tx, find(tx, name), version)
        season = campaign_at(desk, tx, made)
        items = {one.id: one for one in season.plan.indicators.items}
        if indicator not in items:
            raise UnknownIndicatorError(
                f"campaign {name} counts no {indicator}; it counts {', '.join(items)}"
            )
        names = named(season.plan, Directory(tx, season.campaign))
        came_from = behind(tx, season, made.sources)
        of = items[indicator].of or (indicator,)
        parts = tuple(
            Part(
                one,
                source.agency,
                names(source.agency),
                figure,
                source.version,
                desk.links.code(source.docket, source.n),
                came.at,
            )
            for one in of
            for source, came in came_from.items()
            if any(one == asked.id for asked in came.given.asked.items)
            if (figure := came.given.figure(items[one])) is not None
        )
    total = next(one for one in made.totals if one.indicator == indicator)
    return Figure(made.version, items[indicator], total, parts)
