from datetime import UTC, date, datetime, timedelta

import pytest

from calendars.said import (
    day_in_document,
    moment_in_words,
    said_day,
    short_day,
    weekday,
)


def test_a_day_is_said_without_leading_zeros() -> None:
    assert said_day(date(2024, 6, 30)) == "30/6/2024"
    assert said_day(date(2024, 6, 1)) == "1/6/2024"
    assert short_day(date(2024, 12, 1)) == "1/12"


def test_a_moment_is_said_in_the_hour_of_the_people_here() -> None:
    assert (
        moment_in_words(datetime(2024, 7, 25, 18, 5, tzinfo=UTC))
        == "01:05 ngày 26/7/2024"
    )


def test_the_week_begins_with_monday_and_only_sunday_has_no_number() -> None:
    monday = date(2024, 6, 24)
    assert [weekday(monday + timedelta(days=n)) for n in range(7)] == [
        "thứ Hai",
        "thứ Ba",
        "thứ Tư",
        "thứ Năm",
        "thứ Sáu",
        "thứ Bảy",
        "Chủ nhật",
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 6, 1), "ngày 01 tháng 6 năm 2027"),
        (date(2027, 6, 9), "ngày 09 tháng 6 năm 2027"),
        (date(2027, 6, 10), "ngày 10 tháng 6 năm 2027"),
        (date(2027, 1, 31), "ngày 31 tháng 01 năm 2027"),
        (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
        (date(2027, 3, 5), "ngày 05 tháng 3 năm 2027"),
        (date(2027, 10, 20), "ngày 20 tháng 10 năm 2027"),
    ],
)
def test_documents_pad_days_below_10_and_months_1_and_2(day: date, words: str) -> None:
    assert day_in_document(day) == words
