from datetime import date, datetime, timedelta

from desk.plans.days_off import working_days
from examples.load_curve import backlog, curve_of
from schemas.base import VN

DAYS = working_days()
FRIDAY = date(2026, 6, 19)


def at(hour: int, day: date = FRIDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=VN)


def test_what_the_quota_takes_leaves_in_its_hour() -> None:
    found = backlog({at(8): 100}, 100, DAYS)
    assert found == (100, 100, timedelta(0), at(8))


def test_the_rest_waits_for_the_next_hour_of_letters() -> None:
    found = backlog({at(8): 260}, 100, DAYS)  # letters leave until 10:30, then from 14
    assert found == (100, 260, timedelta(hours=6), at(14))


def test_what_a_friday_leaves_waits_for_monday() -> None:
    found = backlog({at(15): 150}, 100, DAYS)
    assert found.longest == timedelta(days=2, hours=17)
    assert found.last == at(8, date(2026, 6, 22))


def test_a_day_needs_room_from_each_of_its_hours_to_its_close() -> None:
    # 4.5 hours are left from 8 on, 1 hour from 15 on.
    assert curve_of({at(8): 450}, 1000, DAYS).same_day == 100
    assert curve_of({at(8): 450, at(15): 300}, 1000, DAYS).same_day == 300


def test_the_busiest_day_and_hour_are_named() -> None:
    monday = date(2026, 6, 22)
    curve = curve_of({at(8): 5, at(14): 5, at(8, monday): 8}, 1000, DAYS)
    assert curve.days == ((FRIDAY, 10), (monday, 8))
    assert curve.busiest_day == (FRIDAY, 10)
    assert curve.busiest_hour == (at(8, monday), 8)
