from rules.reports.changes import next_version
from schemas.consolidation import Change, Consolidation, SourceReport
from schemas.entry import EntryKind
from schemas.indicator import Indicator
from schemas.report import Report
from tests.rules.reports.giving import ITEMS, Agency, consolidated, plan_of, reporting
from tests.rules.season import at

NORTH = reporting("north", gifts=30, swims=3)
SOUTH = reporting("south", gifts=10, swims=7)


def following(
    before: tuple[Agency, ...], now: tuple[Agency, ...]
) -> Consolidation | None:
    every = {one.name: one for one in (*before, *now)}

    def figure_of(source: SourceReport, one: Indicator) -> int | None:
        agency = every[source.agency]
        report = agency.versions[source.version - 1]
        given = agency.given(plan_of())._replace(report=report, source=source)
        return given.figure(one)

    first = next_version(None, consolidated(*before), ITEMS, figure_of)
    assert first is not None
    assert (first.version, first.changes) == (1, ())
    return next_version(first, consolidated(*now), ITEMS, figure_of)


def test_the_same_reports_make_no_new_version() -> None:
    assert following((NORTH, SOUTH), (NORTH, SOUTH)) is None


def test_an_amended_report_is_named_with_the_totals_it_changes() -> None:
    amended = SOUTH.again(Report(figures={"gifts": 50, "swims": 7}))
    made = following((NORTH, SOUTH), (NORTH, amended))
    assert made is not None
    assert made.version == 2
    by_south = (amended.source(amended.facts[1], 2),)
    assert made.changes == (
        Change(indicator="gifts", before=40, after=80, because=by_south),
        Change(indicator="rate", before=250, after=125, because=by_south),
    )


def test_a_report_sent_back_and_a_new_one_are_named_as_well() -> None:
    said = (*NORTH.said, (EntryKind.SENT_BACK, at(20, 7)))
    back = Agency("north", said, NORTH.versions, NORTH.docket)
    made = following((NORTH,), (back, SOUTH))
    assert made is not None
    gifts = made.changes[0]
    assert (gifts.before, gifts.after) == (30, 10)
    assert [one.agency for one in gifts.because] == ["north", "south"]


def test_a_report_that_changes_no_figure_makes_a_version_without_a_delta() -> None:
    made = following((NORTH,), (NORTH.again(NORTH.versions[0]),))
    assert made is not None
    assert (made.version, made.changes) == (2, ())
