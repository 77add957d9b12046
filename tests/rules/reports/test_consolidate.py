import pytest

from rules.reports.given import Given
from rules.reports.rates import per_mille
from rules.reports.totals import totals
from schemas.duty import Role
from schemas.entry import EntryKind
from schemas.indicator import IndicatorSet
from schemas.report import Channel, Narrative, Report, Timeliness
from tests.rules.reports.giving import (
    DUE,
    ITEMS,
    Agency,
    consolidated,
    figures,
    plan_of,
    reporting,
    saying,
)
from tests.rules.season import at, owes


def test_sums_add_up_ratios_are_worked_out_and_grades_are_neither() -> None:
    made = consolidated(
        reporting("north", gifts=30, poor=4, swims=1, shows=2, grade=7),
        reporting("south", gifts=10, poor=0, swims=2, shows=1, grade=9),
    )
    assert figures(made) == {
        "gifts": 40,
        "poor": 4,
        "swims": 3,
        "shows": 3,
        "grade": None,
        "rate": 75,
    }
    assert [(one.agency, one.version) for one in made.sources] == [
        ("north", 1),
        ("south", 1),
    ]


def test_what_is_missing_is_named_and_is_no_zero() -> None:
    made = consolidated(
        reporting("north", gifts=30), reporting("south", shows=1), saying("school")
    )
    totals_of = {one.indicator: one for one in made.totals}
    gifts, swims, rate = (totals_of[one] for one in ("gifts", "swims", "rate"))
    assert (gifts.figure, gifts.reported, gifts.asked) == (30, 1, 3)
    assert gifts.missing == ("south", "school")
    assert (swims.figure, swims.reported, swims.missing) == (
        None,
        0,
        ("north", "south", "school"),
    )
    assert (rate.figure, rate.reported, rate.asked) == (None, 0, 3)
    assert made.missing == ("school",)


def test_nothing_arisen_is_a_reported_zero_for_a_group_or_the_whole() -> None:
    made = consolidated(
        reporting("north", Report(figures={"gifts": 5, "poor": 1}, nothing=("safe",))),
        saying("south", EntryKind.NOTHING),
    )
    assert figures(made) | {"grade": 0} == {
        "gifts": 5,
        "poor": 1,
        "swims": 0,
        "shows": 0,
        "grade": 0,
        "rate": 0,
    }
    assert all(not one.missing for one in made.totals)
    assert [one.version for one in made.sources] == [1, 0]
    assert made.missing == made.elsewhere == ()


@pytest.mark.parametrize(
    "elsewhere",
    [
        reporting("south", Report(channel=Channel.CLERK, nothing=("safe",))),
        saying("south", EntryKind.FULFILLED),
    ],
)
def test_a_report_without_its_figures_is_reported_and_elsewhere(
    elsewhere: Agency,
) -> None:
    made = consolidated(reporting("north", gifts=5), elsewhere)
    assert (made.missing, made.elsewhere) == ((), ("south",))
    gifts, swims = made.totals[0], made.totals[2]
    assert (gifts.figure, gifts.missing) == (5, ("south",))
    assert swims.figure is None


def test_a_version_sent_back_counts_no_more_until_the_next() -> None:
    back = Agency(
        "north",
        ((EntryKind.REPORTED, at(10, 7)), (EntryKind.SENT_BACK, at(11, 7))),
        (Report(figures={"gifts": 9}),),
    )
    assert figures(consolidated(back))["gifts"] is None
    assert consolidated(back).missing == ("north",)
    again = back.again(Report(figures={"gifts": 8}))
    made = consolidated(again)
    assert figures(made)["gifts"] == 8
    assert made.sources[0].version == 2


def test_only_those_asked_stand_in_the_coverage() -> None:
    narrowed = plan_of(owners={"swims": ("school",)})
    supports = (owes()._replace(role=Role.SUPPORTING), DUE)
    made = consolidated(
        reporting("north", gifts=3, shows=1),
        Agency("south", owes=supports),
        reporting("school", swims=2, gifts=4),
        plan=narrowed,
    )
    asked = {one.indicator: (one.reported, one.asked) for one in made.totals}
    assert asked["gifts"] == (2, 2)
    assert asked["swims"] == (1, 1)
    assert asked["shows"] == (1, 3)
    assert asked["rate"] == (1, 1)


def test_who_was_not_asked_adds_nothing() -> None:
    given = Given("north", IndicatorSet(), report=Report(figures={"gifts": 5}))
    assert totals(ITEMS, [given])[0].figure is None


def test_voices_are_gathered_and_attributed() -> None:
    said = Narrative(results="Đã tặng quà.")
    made = consolidated(
        reporting("north", Report(narrative=said)), reporting("south"), saying("school")
    )
    assert [(one.agency, one.narrative) for one in made.voices] == [("north", said)]


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(1, 3, 333), (2, 3, 667), (1, 2000, 1), (1, 2001, 0), (0, 5, 0), (1, 0, None)],
)
def test_a_ratio_is_rounded_half_up(part: int, whole: int, rate: int | None) -> None:
    assert per_mille(part, whole) == rate


def test_reports_are_counted_for_all_for_groups_and_for_entries_of_several() -> None:
    late = reporting("south", on=at(22, 7))
    made = consolidated(reporting("north"), late, saying("school"))
    assert made.timeliness == (
        Timeliness(scope="", expected=3, actual=2, on_time=1, on_time_planned=1),
        Timeliness(scope="units", expected=2, actual=2, on_time=1, on_time_planned=1),
    )


def test_an_entry_of_several_agencies_is_counted_once_and_nobody_expected_is_not() -> (
    None
):
    plan = plan_of()
    several = plan.entries[1].model_copy(update={"owners": ("school", "north")})
    entries = (plan.entries[0], several, plan.entries[2])
    wider = plan.model_copy(update={"entries": entries})
    made = consolidated(reporting("north"), saying("school"), plan=wider)
    assert [(one.scope, one.expected, one.actual) for one in made.timeliness] == [
        ("", 2, 1),
        ("units", 1, 1),
        ("2", 2, 1),
    ]
    alone = consolidated(saying("school"), plan=wider)
    assert [one.scope for one in alone.timeliness] == [""]
