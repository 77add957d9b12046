from datetime import UTC, date, datetime, timedelta
from sys import gettrace
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.working_days import WorkingDays
from schemas.override import Override

DAYS = WorkingDays.vietnam()
ONE_DAY = timedelta(days=1)
any_day = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
any_count = st.integers(min_value=1, max_value=60)
overrides = st.lists(
    st.builds(
        Override,
        day=st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 12, 31)),
        working=st.booleans(),
        reason=st.just("Hoán đổi"),
    ),
    max_size=40,
    unique_by=lambda override: override.day,
).map(tuple)


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        (date(2024, 6, 28), True, "a Friday of June"),
        (date(2024, 6, 29), False, "a Saturday"),
        (date(2024, 6, 30), False, "a Sunday"),
        (date(2024, 1, 1), False, "New Year's Day"),
        (date(2024, 2, 8), False, "29 Tết"),
        (date(2024, 2, 14), False, "the fifth day of Tết"),
        (date(2024, 2, 15), True, "the first day after Tết"),
        (date(2024, 4, 18), False, "Hùng Kings' day"),
        (date(2024, 4, 29), False, "swapped for Saturday 4/5/2024"),
        (date(2024, 5, 4), True, "a Saturday worked for 29/4/2024"),
        (date(2024, 9, 3), False, "the second day of the national holiday"),
        (date(2025, 5, 2), False, "swapped for Saturday 26/4/2025"),
        (date(2025, 4, 26), True, "a Saturday worked for 2/5/2025"),
        (date(2025, 9, 1), False, "the day before the national day"),
        (date(2026, 2, 20), False, "the last day of Tết"),
        (date(2026, 4, 27), False, "a Monday for Hùng Kings' day on a Sunday"),
        (date(2026, 8, 31), False, "swapped for Saturday 22/8/2026"),
        (date(2026, 8, 22), True, "a Saturday worked for 31/8/2026"),
        (date(2026, 11, 24), False, "the day of Vietnamese culture"),
        (date(2018, 12, 31), False, "swapped for a Saturday of the next year"),
        (date(2019, 1, 5), True, "a Saturday worked for a day of the year before"),
        (date(2014, 12, 27), True, "a Saturday worked for a day of the next year"),
    ],
)
def test_offices_work_on_working_days_and_swapped_saturdays(
    day: date, working: bool, why: str
) -> None:
    assert DAYS.is_working(day) is working, why


def test_no_national_holiday_falls_in_june_or_july() -> None:
    for year in range(2020, 2041):
        for n in range(61):
            day = date(year, 6, 1) + timedelta(days=n)
            assert DAYS.is_working(day) is (day.weekday() < 5), day


def test_an_override_wins_over_the_library_both_ways() -> None:
    days = WorkingDays.vietnam(
        (
            Override(day=date(2026, 1, 2), working=False, reason="Hoán đổi"),
            Override(day=date(2026, 1, 10), working=True, reason="Hoán đổi"),
        )
    )
    assert DAYS.is_working(date(2026, 1, 2))
    assert not days.is_working(date(2026, 1, 2))
    assert not DAYS.is_working(date(2026, 1, 10))
    assert days.is_working(date(2026, 1, 10))
    assert days.after(date(2025, 12, 31)) == date(2026, 1, 5)


def test_equal_overrides_are_the_same_calendar() -> None:
    override = Override(day=date(2026, 1, 2), working=False, reason="Hoán đổi")
    assert WorkingDays.vietnam((override,)) is WorkingDays.vietnam(
        (override.model_copy(),)
    )
    assert WorkingDays.vietnam() is WorkingDays.vietnam(())
    assert len({WorkingDays.vietnam(), WorkingDays.vietnam((override,))}) == 2


@pytest.mark.parametrize(
    ("day", "n", "expected", "why"),
    [
        (date(2024, 7, 19), 1, date(2024, 7, 22), "Friday to Monday"),
        (date(2024, 7, 19), 3, date(2024, 7, 24), "Friday to Wednesday"),
        (date(2024, 6, 30), 1, date(2024, 7, 1), "Sunday to Monday"),
        (date(2024, 6, 30), 3, date(2024, 7, 3), "Sunday to Wednesday"),
        (date(2024, 2, 7), 1, date(2024, 2, 15), "over Tết"),
        (date(2024, 12, 31), 1, date(2025, 1, 2), "over the new year"),
        (date(2024, 6, 3), 300, date(2025, 8, 12), "more than a year on"),
    ],
)
def test_days_are_counted_forward(day: date, n: int, expected: date, why: str) -> None:
    assert DAYS.after(day, n) == expected, why


@pytest.mark.parametrize(
    ("day", "n", "expected", "why"),
    [
        (date(2024, 6, 28), 1, date(2024, 6, 27), "Friday to Thursday"),
        (date(2024, 6, 28), 3, date(2024, 6, 25), "three before the advised Friday"),
        (date(2024, 6, 28), 7, date(2024, 6, 19), "seven before the advised Friday"),
        (date(2024, 6, 30), 1, date(2024, 6, 28), "Sunday to Friday"),
        (date(2024, 2, 15), 1, date(2024, 2, 7), "over Tết"),
        (date(2025, 1, 2), 1, date(2024, 12, 31), "over the new year"),
        (date(2025, 8, 12), 300, date(2024, 6, 3), "more than a year back"),
    ],
)
def test_days_are_counted_back(day: date, n: int, expected: date, why: str) -> None:
    assert DAYS.before(day, n) == expected, why


def test_a_day_off_moves_either_way_and_a_working_day_stays() -> None:
    sunday, friday = date(2024, 6, 30), date(2024, 6, 28)
    assert DAYS.on_or_before(sunday) == friday
    assert DAYS.on_or_after(sunday) == date(2024, 7, 1)
    assert DAYS.on_or_before(friday) == DAYS.on_or_after(friday) == friday


@pytest.mark.parametrize("n", [0, -1])
def test_counting_starts_at_one(n: int) -> None:
    with pytest.raises(ValueError, match=f"not {n}"):
        DAYS.after(date(2024, 6, 28), n)
    with pytest.raises(ValueError, match=f"not {n}"):
        DAYS.before(date(2024, 6, 28), n)


def test_a_moment_is_refused_because_its_day_depends_on_a_zone() -> None:
    with pytest.raises(TypeError):
        DAYS.is_working(datetime(2024, 6, 28, 20, tzinfo=UTC))


@given(any_day, any_count, overrides)
def test_counting_never_lands_on_a_day_off(
    day: date, n: int, table: tuple[Override, ...]
) -> None:
    days = WorkingDays.vietnam(table)
    assert days.is_working(days.after(day, n))
    assert days.is_working(days.before(day, n))
    assert days.is_working(days.on_or_before(day))
    assert days.is_working(days.on_or_after(day))


@given(any_day, any_count, overrides)
def test_before_undoes_after(day: date, n: int, table: tuple[Override, ...]) -> None:
    days = WorkingDays.vietnam(table)
    assert days.before(days.after(day, n), n) == days.on_or_before(day)
    assert days.after(days.before(day, n), n) == days.on_or_after(day)


@given(any_day, any_count)
def test_counting_is_walking_day_by_day(day: date, n: int) -> None:
    walked, left = day, n
    while left:
        walked += ONE_DAY
        left -= DAYS.is_working(walked)
    assert DAYS.after(day, n) == walked


@pytest.mark.skipif(gettrace() is not None, reason="a tracer slows every line")
def test_asking_costs_under_a_microsecond() -> None:
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(1000)]

    def ask() -> None:
        for day in days:
            DAYS.is_working(day)

    ask()
    assert min(repeat(ask, number=1, repeat=20)) / len(days) < 1e-6


@pytest.mark.parametrize(
    ("day", "last", "count"),
    [
        (date(2024, 6, 14), date(2024, 6, 14), 0),
        (date(2024, 6, 14), date(2024, 6, 16), 0),  # over the weekend
        (date(2024, 6, 14), date(2024, 6, 18), 2),
        (date(2024, 6, 18), date(2024, 6, 14), -2),
        (date(2024, 12, 31), date(2025, 1, 2), 1),  # New Year's day between
    ],
)
def test_working_days_between_two_days(day: date, last: date, count: int):
    assert WorkingDays.vietnam().between(day, last) == count
