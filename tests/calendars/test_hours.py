from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.hours import is_open, next_open, opening
from calendars.working_days import WorkingDays
from schemas.base import VN
from schemas.escalation import LETTER_HOURS, WORKING_HOURS, Window

DAYS = WorkingDays.vietnam()


def vn(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


@pytest.mark.parametrize(
    ("now", "expected", "why"),
    [
        (vn("2024-06-28 07:59:59"), False, "a second before the morning"),
        (vn("2024-06-28 08:00:00"), True, "the first instant of the morning"),
        (vn("2024-06-28 10:29:59.999999"), True, "the last instant of the morning"),
        (vn("2024-06-28 10:30:00"), False, "the end is excluded"),
        (vn("2024-06-28 15:00:00"), True, "the afternoon"),
        (vn("2024-06-28 20:00:00"), False, "the night"),
        (vn("2024-06-29 09:00:00"), False, "a Saturday"),
        (vn("2024-05-04 09:00:00"), True, "a Saturday worked for another day"),
        (vn("2024-04-29 09:00:00"), False, "the day it was worked for"),
        (datetime(2024, 6, 28, 1, 0, tzinfo=UTC), True, "8:00 in Vietnam, said in UTC"),
        (datetime(2024, 6, 28, 9, 0, tzinfo=UTC), False, "16:00 in Vietnam"),
        (
            datetime(2024, 6, 30, 22, 0, tzinfo=timezone(timedelta(hours=-5))),
            True,
            "Sunday evening in New York is Monday 10:00 in Vietnam",
        ),
    ],
)
def test_letters_leave_in_letter_hours_of_working_days(
    now: datetime, expected: bool, why: str
) -> None:
    assert is_open(now, LETTER_HOURS, DAYS) is expected, why


@pytest.mark.parametrize(
    ("now", "expected", "why"),
    [
        (vn("2024-06-28 09:15:01"), vn("2024-06-28 09:15:01"), "open: now itself"),
        (vn("2024-06-28 06:00"), vn("2024-06-28 08:00"), "before the morning"),
        (vn("2024-06-28 10:30"), vn("2024-06-28 14:00"), "at noon"),
        (vn("2024-06-28 16:00"), vn("2024-07-01 08:00"), "Friday evening"),
        (vn("2024-06-30 09:00"), vn("2024-07-01 08:00"), "Sunday"),
        (vn("2024-02-07 16:30"), vn("2024-02-15 08:00"), "the eve of Tết"),
        (
            datetime(2024, 6, 28, 2, 15, tzinfo=UTC),
            vn("2024-06-28 09:15"),
            "now itself, in Vietnam's time",
        ),
    ],
)
def test_the_next_opening(now: datetime, expected: datetime, why: str) -> None:
    found = next_open(now, LETTER_HOURS, DAYS)
    assert found == expected, why
    assert found.utcoffset() == timedelta(hours=7)


def test_the_order_of_windows_does_not_matter() -> None:
    backwards = LETTER_HOURS[::-1]
    assert opening(date(2024, 6, 28), backwards) == vn("2024-06-28 08:00")
    now = vn("2024-06-28 06:00")
    assert next_open(now, backwards, DAYS) == vn("2024-06-28 08:00")


def test_a_day_opens_with_its_first_window_even_when_it_is_off() -> None:
    assert opening(date(2024, 6, 30), WORKING_HOURS) == vn("2024-06-30 07:30")


moments = st.datetimes(
    min_value=datetime.fromisoformat("2020-01-01"),
    max_value=datetime.fromisoformat("2030-01-01"),
    timezones=st.sampled_from([UTC, VN, timezone(timedelta(hours=-11))]),
)
hours = st.lists(
    st.tuples(st.times(), st.times())
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda pair: Window(opens=min(pair), closes=max(pair))),
    min_size=1,
    max_size=3,
).map(tuple)


@given(moments, hours)
def test_the_next_opening_is_open_and_none_comes_earlier(
    now: datetime, windows: tuple[Window, ...]
) -> None:
    found = next_open(now, windows, DAYS)
    assert found >= now
    assert is_open(found, windows, DAYS)
    starts = [
        datetime.combine(now.astimezone(VN).date() + timedelta(days=n), w.opens, VN)
        for n in range(15)
        for w in windows
    ]
    assert not any(is_open(s, windows, DAYS) for s in starts if now <= s < found)
    assert found == now or not is_open(now, windows, DAYS)
