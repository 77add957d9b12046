from datetime import date

import pytest

from desk.plans.read import read_plan
from rules.assignments import passed
from tests.rules.season import DAYS


@pytest.mark.parametrize(
    ("today", "over"),
    [
        pytest.param(date(2024, 5, 24), (), id="on the last valid day"),
        pytest.param(date(2024, 5, 25), ("own-plan",), id="the day after"),
    ],
)
def test_a_deadline_has_passed_once_its_last_day_is_over(
    today: date, over: tuple[str, ...]
):
    plan, _ = read_plan("lai-chau-2024", DAYS).require()
    late = {duty.id for duty in passed(plan, today)}
    assert ("own-plan" in late) is ("own-plan" in over)
    assert "report" not in late
