import pytest

from rules.reports.flags import TELLING, Told, same_figures, two_levels
from schemas.consolidation import Flag, FlagKind
from tests.rules.reports.giving import ITEMS, Agency, plan_of, reporting


def flags(*agencies: Agency) -> list[tuple[str, tuple[str, ...]]]:
    plan = plan_of()
    found = same_figures(plan, [one.given(plan) for one in agencies])
    return [(one.indicator, one.agencies) for one in found]


def test_two_agencies_with_the_same_figure_of_a_lead_are_flagged() -> None:
    assert flags(reporting("office", gifts=70), reporting("school", gifts=70)) == [
        ("gifts", ("office", "school"))
    ]


@pytest.mark.parametrize("figure", [0, TELLING - 1])
def test_small_figures_are_often_alike(figure: int) -> None:
    same = {"gifts": figure}
    assert flags(reporting("office", **same), reporting("school", **same)) == []


def test_what_everybody_enters_and_what_does_not_add_up_is_not_compared() -> None:
    same = {"shows": 70, "grade": 70}
    assert flags(reporting("office", **same), reporting("school", **same)) == []


def test_members_of_a_group_speak_for_ground_of_their_own() -> None:
    assert flags(reporting("north", gifts=70), reporting("south", gifts=70)) == []
    assert flags(reporting("office", gifts=70), reporting("south", gifts=70)) == []


def test_a_member_is_compared_with_whoever_leads_a_duty_with_it() -> None:
    alike = [reporting(one, gifts=70) for one in ("school", "north", "office")]
    assert flags(*alike) == [("gifts", ("school", "north", "office"))]
    assert flags(*alike[:2]) == [("gifts", ("school", "north"))]
    assert flags(alike[0], reporting("north", gifts=71)) == []


def test_who_supports_leads_nothing() -> None:
    plan = plan_of()
    duty = plan.entries[1].duties[0].model_copy(update={"role": "supporting"})
    entry = plan.entries[1].model_copy(update={"duties": (duty,)})
    supported = plan.model_copy(update={"entries": (entry,)})
    given = [reporting(one, gifts=70).given(plan) for one in ("school", "north")]
    assert list(same_figures(supported, given)) == []


def test_a_mailbox_that_reports_here_and_below_is_flagged() -> None:
    here = [
        Told("school", "school@a.example", {"gifts": 3, "swims": 2}),
        Told("north", "north@a.example", {"gifts": 5}),
    ]
    below = [
        Told("schools", "school@a.example", {"gifts": 1, "shows": 4}),
        Told("health", "health@a.example", {"gifts": 5}),
    ]
    assert list(two_levels(ITEMS, here, below)) == [
        Flag(
            kind=FlagKind.TWO_LEVELS,
            indicator="gifts",
            agencies=("school", "schools"),
        )
    ]
