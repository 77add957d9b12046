from datetime import date

import pytest

from rules.check_level import check_level
from rules.finding import Finding
from rules.plan_warnings import warn_of_plan
from rules.reports.levels import due_before, link_above
from schemas.plan import ParentCampaign, Plan, ReportLink
from tests.rules.season import DAYS
from tests.small_campaign import PLAN, data

COMMUNE, DISTRICT, PROVINCE = "UBND cấp xã", "UBND cấp huyện", "UBND cấp tỉnh"
ENDED, BEGUN = date(2025, 6, 30), date(2025, 7, 1)


def link(by: str, to: str, before: str, **valid: date) -> ReportLink:
    return ReportLink(by=by, to=to, before=before, basis="Thông tư 28", **valid)


CHAIN = (
    link(COMMUNE, DISTRICT, "10/07", valid_to=ENDED),
    link(DISTRICT, PROVINCE, "20/07", valid_to=ENDED),
    link(COMMUNE, PROVINCE, "20/07", valid_from=BEGUN),
    link(PROVINCE, "Bộ", "31/07"),
)


def plan(level: str | None, year: int = 2024) -> Plan:
    parent = level and ParentCampaign(campaign="above", agency="line", level=level)
    update = {"report_chain": CHAIN, "parent_campaign": parent or None, "year": year}
    return Plan.model_validate(data(PLAN)).model_copy(update=update)


@pytest.mark.parametrize(
    ("level", "year", "to", "before"),
    [
        (COMMUNE, 2024, DISTRICT, date(2024, 7, 10)),
        (DISTRICT, 2024, PROVINCE, date(2024, 7, 20)),
        (PROVINCE, 2024, "Bộ", date(2024, 7, 31)),
        (COMMUNE, 2025, PROVINCE, date(2025, 7, 20)),
        (COMMUNE, 2027, PROVINCE, date(2027, 7, 20)),
        (PROVINCE, 2027, "Bộ", date(2027, 7, 31)),
    ],
)
def test_tiers_and_their_days_are_those_of_the_year(
    level: str, year: int, to: str, before: date
) -> None:
    above = link_above(plan(level, year))
    assert above is not None
    assert (above.to, due_before(above, year)) == (to, before)
    assert list(check_level(plan(level, year))) == []


@pytest.mark.parametrize(("level", "year"), [(DISTRICT, 2025), ("UBND cấp vùng", 2024)])
def test_a_tier_that_reports_to_nobody_in_that_year_is_an_error(
    level: str, year: int
) -> None:
    (found,) = check_level(plan(level, year))
    assert found.place == ("parent_campaign", "level")
    assert f"'{level}' reports to nobody in {year}" in found.what


def test_a_campaign_without_a_parent_needs_no_tier() -> None:
    assert list(check_level(plan(None))) == []
    assert link_above(plan(None)) is None


def shown(level: str | None) -> list[Finding]:
    found = warn_of_plan(plan(level), DAYS)
    return [one for one in found if "reports before" in one.what]


def test_reports_that_come_after_the_campaigns_own_are_shown() -> None:
    late = [
        one for one in warn_of_plan(plan(COMMUNE), DAYS) if "reports before" in one.what
    ]
    (found,) = late
    assert "may come on 2024-07-19, and this campaign reports before 2024-07-10" in (
        found.what
    )
    for level in (DISTRICT, PROVINCE, None):
        assert shown(level) == []
