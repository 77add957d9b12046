"""A version of a consolidation put into words: what is published, or stays within."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from desk.desk import Desk
from desk.letterhead import filed, letterhead, signature
from desk.letters.addressing import Directory
from desk.reports.behind import behind
from desk.reports.consolidate import campaign_at
from desk.reports.names import named
from desk.season import Season
from documents.base import Recipients
from documents.consolidated_view import (
    Change,
    ConsolidatedView,
    Coverage,
    Figure,
    Flag,
    Group,
    Line,
    Punctuality,
    Source,
    Voice,
)
from ledger.transaction import Transaction
from rules.reports import masking
from rules.reports.counting import scope_name
from schemas import words
from schemas.consolidation import Consolidation, SourceReport
from schemas.indicator import Indicator
from schemas.plan import Plan
from schemas.report import Timeliness


def view_of(
    desk: Desk, tx: Transaction, made: Consolidation, *, within: bool, workbook: str
) -> ConsolidatedView:
    """Return what a version says; `within` the office with small counts and sources.

    The plan is the one in force when it was made; agencies bear the names of today.
    """
    season = campaign_at(desk, tx, made)
    names = named(season.plan, Directory(tx, season.campaign))
    said = _Said(season, made, names, within)
    return said.view(tuple(_sources(desk, tx, said)) if within else (), workbook)


def _sources(desk: Desk, tx: Transaction, said: "_Said") -> Iterator[Source]:
    for source, came in behind(tx, said.season, said.made.sources).items():
        asked = (one for one in came.given.asked.items if one.entered)
        figures = {one.id: came.given.figure(one) for one in asked}
        yield Source(
            agency=said.name(source.agency),
            version=source.version,
            code=desk.links.code(source.docket, source.n),
            figures={one: n for one, n in figures.items() if n is not None},
        )


class _Said(NamedTuple):
    """A version with the plan and the names that it is said with."""

    season: Season
    made: Consolidation
    name: Callable[[str], str]
    within: bool

    @property
    def plan(self) -> Plan:
        return self.season.plan

    def view(self, sources: tuple[Source, ...], workbook: str) -> ConsolidatedView:
        plan, made, signing = self.plan, self.made, self.season.in_force.signing
        route = plan.report_route
        to = (route.consolidated_for,) if route.consolidated_for else ()
        office = self.name(plan.office)
        return ConsolidatedView(
            letterhead=letterhead(plan, words.REPORT_SYMBOL),
            issuer=plan.issued_by,
            subject=words.RESULTS_OF.format(plan=plan.short_title),
            plan=plan.short_title,
            number=signing.number,
            signed_on=signing.signed_on,
            groups=tuple(self._groups()),
            coverage=self._coverage(),
            version=made.version,
            at=made.at,
            locked=made.locked,
            signature=signature(plan),
            recipients=Recipients(
                (words.SAME if to else route.to, office), filed(plan)
            ),
            to=to,
            voices=tuple(
                Voice(self.name(one.agency), *one.narrative.model_dump().values())
                for one in made.voices
            ),
            flags=tuple(self._flags()),
            amends=made.amends,
            changes=tuple(self._changes()),
            sources=sources,
            workbook=workbook,
        )

    def _groups(self) -> Iterator[Group]:
        totals = {one.indicator: one for one in self.made.totals}
        hidden = masking.hidden(
            self.plan.indicators.items, {one: t.figure for one, t in totals.items()}
        )
        for group in self.plan.indicators.groups:
            lines = tuple(
                Line(
                    one.id,
                    one.label,
                    one.unit,
                    self._figure(one, totals[one.id].figure, one.id in hidden),
                    totals[one.id].reported,
                    totals[one.id].asked,
                )
                for one in self.plan.indicators.of_group(group.id)
            )
            if lines:
                yield Group(group.title, lines)

    def _figure(self, one: Indicator, figure: int | None, hidden: bool) -> Figure:
        value = figure if self.within or not hidden else None
        return Figure(value, hidden=hidden, ratio=one.of is not None)

    def _coverage(self) -> Coverage:
        made = self.made
        return Coverage(
            reported=len(made.sources),
            expected=len(made.sources) + len(made.missing),
            missing=tuple(map(self.name, made.missing)),
            elsewhere=tuple(map(self.name, made.elsewhere)),
            punctuality=tuple(map(self._punctual, (*made.timeliness, *made.levels))),
        )

    def _punctual(self, one: Timeliness) -> Punctuality:
        counts = one.expected, one.actual, one.on_time, one.on_time_planned
        return Punctuality(scope_name(self.plan, one.scope), *counts)

    def _flags(self) -> Iterator[Flag]:
        labels = {one.id: one.label for one in self.plan.indicators.items}
        for one in self.made.flags:
            agencies = tuple(map(self.name, one.agencies))
            yield Flag(one.kind, labels[one.indicator], agencies)

    def _changes(self) -> Iterator[Change]:
        items = {one.id: one for one in self.plan.indicators.items}
        now = {one.indicator: one.figure for one in self.made.totals}
        before = now | {one.indicator: one.before for one in self.made.changes}
        hidden = masking.hidden(items.values(), now)
        hidden |= masking.hidden(items.values(), before)
        for change in self.made.changes:
            one = items[change.indicator]
            between = masking.hides_change(one, change.before, change.after)
            hides = one.id in hidden or between
            yield Change(
                one.label,
                one.unit,
                self._figure(one, change.before, hides),
                self._figure(one, change.after, hides),
                tuple(map(self._because, change.because)),
            )

    def _because(self, source: SourceReport) -> str:
        name = self.name(source.agency)
        if not source.version:
            return name
        return words.VERSION_OF.format(agency=name, version=source.version)
