from rules.reports.counting import levels, scope_name
from schemas.plan import Plan
from schemas.report import Timeliness
from tests.small_campaign import PLAN, data


def count(scope: str, *counts: int) -> Timeliness:
    expected, actual, on_time, planned = counts
    return Timeliness(
        scope=scope,
        expected=expected,
        actual=actual,
        on_time=on_time,
        on_time_planned=planned,
    )


def test_the_counts_of_one_level_add_up_whoever_brings_them() -> None:
    brought = [
        count("huyện", 8, 7, 6, 5),
        count("xã", 12, 10, 9, 8),
        count("xã", 20, 20, 19, 17),
    ]
    assert levels(brought) == (count("huyện", 8, 7, 6, 5), count("xã", 32, 30, 28, 25))


def test_a_scope_is_called_by_its_group_its_entry_or_its_level() -> None:
    plan = Plan.model_validate(data(PLAN))
    assert scope_name(plan, "units") == "Các huyện"
    assert scope_name(plan, "2") == "Nhà trường"
    assert scope_name(plan, "UBND cấp xã") == "UBND cấp xã"
