from rules.reports.asked import asked, report_duty
from schemas.duty import DutyKind, Role
from schemas.indicator import (
    AddsUp,
    EnteredBy,
    Indicator,
    IndicatorGroup,
    IndicatorSet,
)
from schemas.plan import Plan
from tests.rules.season import owes
from tests.small_campaign import PLAN, data

ITEMS = (
    Indicator(id="gifts", group="care", label="Quà", unit="suất"),
    Indicator(id="swims", group="safe", label="Lớp bơi", unit="lớp"),
    Indicator(
        id="shows",
        group="safe",
        label="Buổi",
        unit="buổi",
        entered_by=EnteredBy.EVERYONE,
    ),
    Indicator(
        id="rate",
        group="ratios",
        label="Tỷ lệ",
        unit="%",
        adds_up=AddsUp.RATIO,
        of=("gifts", "swims"),
    ),
)
GROUPS = tuple(IndicatorGroup(id=one, title=one) for one in ("care", "safe", "ratios"))


def plan(**owners: tuple[str, ...]) -> Plan:
    indicators = IndicatorSet(groups=GROUPS, items=ITEMS, owners=owners)
    return Plan.model_validate({**data(PLAN), "indicators": indicators})


def names(indicators: IndicatorSet) -> list[str]:
    return [one.id for one in indicators.items]


def test_whoever_is_not_told_otherwise_is_asked_for_everything() -> None:
    found = asked(plan(), "north", [owes()])
    assert names(found) == ["gifts", "swims", "shows"]
    assert [group.id for group in found.groups] == ["care", "safe"]


def test_owners_of_an_indicator_go_before_those_of_its_group() -> None:
    narrowed = plan(safe=("school",), shows=("units",))
    assert names(asked(narrowed, "north", [owes()])) == ["gifts", "shows"]
    assert names(asked(narrowed, "school", [owes()])) == ["gifts", "swims"]


def test_whoever_only_supports_leaves_the_figures_to_the_lead() -> None:
    supports = owes()._replace(role=Role.SUPPORTING)
    report = owes("report")._replace(kind=DutyKind.REPORT)
    assert names(asked(plan(), "north", [supports, report])) == ["shows"]


def test_the_report_is_the_duty_of_that_kind() -> None:
    report = owes("report")._replace(kind=DutyKind.REPORT)
    assert report_duty([owes(), report]) == report
    assert report_duty([owes()]) is None
