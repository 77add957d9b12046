"""Agencies as tests of consolidation draw them: facts of a report, and its versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from rules.fold import stand
from rules.reports.asked import asked
from rules.reports.consolidate import Basis, consolidate
from rules.reports.given import Given, counted
from rules.reports.timeliness import OnTime, on_time
from schemas.assignment import Assignment
from schemas.consolidation import Consolidation, SourceReport
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind
from schemas.indicator import (
    AddsUp,
    EnteredBy,
    Indicator,
    IndicatorGroup,
    IndicatorSet,
)
from schemas.plan import Plan
from schemas.report import Report
from tests.rules.season import at, owes
from tests.small_campaign import PLAN, data

REPORT = "report"
DUE = owes(REPORT, date(2024, 7, 19))._replace(kind=DutyKind.REPORT)
NOW = at(31, 7)

ITEMS = (
    Indicator(id="gifts", group="care", label="Quà", unit="suất"),
    Indicator(id="poor", group="care", label="Trẻ", unit="suất", part_of="gifts"),
    Indicator(id="swims", group="safe", label="Lớp", unit="lớp", masked=True),
    Indicator(
        id="shows",
        group="safe",
        label="Buổi",
        unit="buổi",
        entered_by=EnteredBy.EVERYONE,
    ),
    Indicator(id="grade", group="safe", label="Mức", unit="điểm", adds_up=AddsUp.NONE),
    Indicator(
        id="rate",
        group="safe",
        label="Tỷ lệ",
        unit="%",
        adds_up=AddsUp.RATIO,
        of=("swims", "gifts"),
    ),
)
SET = IndicatorSet(
    groups=tuple(IndicatorGroup(id=one, title=one) for one in ("care", "safe")),
    items=ITEMS,
)
SPRING = Plan.model_validate(data(PLAN))


def plan_of(
    name: str = "spring-2024", owners: Mapping[str, tuple[str, ...]] | None = None
) -> Plan:
    indicators = SET.model_copy(update={"owners": owners or {}})
    return SPRING.model_copy(update={"id": name, "indicators": indicators})


@dataclass(frozen=True)
class Agency:
    """An agency by what was said of its report, and the versions it gave."""

    name: str
    said: tuple[tuple[EntryKind, datetime], ...] = ()
    versions: tuple[Report, ...] = ()
    docket: int = 1
    owes: tuple[Assignment, ...] = field(default=(owes(), DUE))

    @cached_property
    def facts(self) -> tuple[Entry, ...]:
        return tuple(
            Entry(n, when, kind, REPORT) for n, (kind, when) in enumerate(self.said, 1)
        )

    @property
    def on_time(self) -> OnTime | None:
        return on_time(DUE, stand(self.facts))

    def given(self, plan: Plan) -> Given:
        wanted = asked(plan, self.name, self.owes)
        fact = counted(stand(self.facts), REPORT)
        if fact is None:
            return Given(self.name, wanted)
        if fact.kind is not EntryKind.REPORTED:
            source = self.source(fact, 0)
            nothing = fact.kind is EntryKind.NOTHING
            return Given(self.name, wanted, source, nothing=nothing)
        version = sum(one.kind is fact.kind for one in self.facts[: fact.n])
        return Given(
            self.name, wanted, self.source(fact, version), self.versions[version - 1]
        )

    def source(self, fact: Entry, version: int) -> SourceReport:
        return SourceReport(
            agency=self.name, docket=self.docket, n=fact.n, version=version
        )

    def again(self, report: Report) -> "Agency":
        """Return it with one more version, handed in when all was due."""
        when = max((when for _, when in self.said), default=at(18, 7))
        said = (*self.said, (EntryKind.REPORTED, when + timedelta(hours=1)))
        versions = (*self.versions, report)
        return Agency(self.name, said, versions, self.docket, self.owes)


def reporting(
    name: str, report: Report | None = None, on: datetime | None = None, **figures: int
) -> Agency:
    """Return an agency that reported once."""
    when = on or at(18, 7)
    given = report or Report(figures=figures)
    return Agency(name, ((EntryKind.REPORTED, when),), (given,))


def saying(name: str, *kinds: EntryKind) -> Agency:
    """Return an agency of whose report only this was said."""
    return Agency(name, tuple((kind, at(18, 7)) for kind in kinds))


def consolidated(*agencies: Agency, plan: Plan | None = None) -> Consolidation:
    basis = Basis(plan or plan_of(), revision=1, locked=False, at=NOW)
    given = [one.given(basis.plan) for one in agencies]
    return consolidate(basis, given, {one.name: one.on_time for one in agencies})


def figures(of: Consolidation) -> dict[str, int | None]:
    return {one.indicator: one.figure for one in of.totals}
