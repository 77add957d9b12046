from datetime import date

import pytest

from calendars.working_days import WorkingDays
from desk.plans.read import read_plan
from rules.phases import Reached, activity_days, phase_days

PLAN, _ = read_plan("lai-chau-2024").require()
DAYS = WorkingDays.vietnam()


@pytest.mark.parametrize(
    ("today", "keys"),
    [
        (date(2024, 5, 3), []),
        (date(2024, 5, 6), ["launch"]),
        (date(2024, 5, 31), ["launch"]),
        (date(2024, 6, 1), ["launch", "activities-2024-06-01"]),
        (date(2024, 6, 3), ["launch", "activities-2024-06-01"]),
        (date(2024, 6, 12), ["launch", "activities-2024-06-12"]),
        (
            date(2024, 7, 1),
            ["launch", "activities-2024-06-30", "reports-2024-07-01"],
        ),
        (date(2024, 7, 6), ["launch", "activities-2024-06-30"]),
        (
            date(2024, 8, 1),
            ["launch", "activities-2024-06-30", "reports-2024-08-01"],
        ),
    ],
    ids=str,
)
def test_a_phase_has_its_days(today: date, keys: list[str]):
    due = phase_days(PLAN, Reached(issued=True), today, DAYS)
    assert [day.key for day in due] == keys


def test_before_the_plan_is_issued_only_its_issue_is_waited_for():
    due = phase_days(PLAN, Reached(), date(2024, 6, 1), DAYS)
    assert [day.key for day in due] == ["issuance"]


def test_a_closed_campaign_has_nothing_to_do():
    reached = Reached(issued=True, closed=True)
    assert phase_days(PLAN, reached, date(2024, 7, 2), DAYS) == []


@pytest.mark.parametrize(
    ("today", "held", "keys"),
    [
        (date(2024, 5, 26), False, []),
        (date(2024, 5, 27), False, ["launch-held"]),
        (date(2024, 5, 28), True, []),
    ],
    ids=["before its day", "on its day", "once held"],
)
def test_a_launch_that_was_fixed_is_asked_about_after_its_day(
    today: date, held: bool, keys: list[str]
):
    reached = Reached(issued=True, launch_on=date(2024, 5, 27), held=held)
    assert [day.key for day in phase_days(PLAN, reached, today, DAYS)] == keys


def test_the_activities_open_are_marked_and_close():
    assert activity_days(PLAN) == [
        date(2024, 6, 1),
        date(2024, 6, 12),
        date(2024, 6, 28),
        date(2024, 6, 30),
    ]
