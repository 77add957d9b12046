from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.deadlines import (
    advised_day,
    in_document,
    in_words,
    last_day,
    last_instant,
    past_in_words,
)
from calendars.working_days import WorkingDays
from schemas.base import VN
from schemas.deadline import Bound, Deadline, Origin

DAYS = WorkingDays.vietnam()


def deadline(
    bound: Bound, day: date, *, start: date | None = None, said: str | None = None
) -> Deadline:
    return Deadline(bound=bound, day=day, origin=Origin.STATED, start=start, said=said)


@pytest.mark.parametrize("bound", list(Bound))
def test_only_before_excludes_the_day_it_names(bound: Bound) -> None:
    last = last_day(deadline(bound, date(2024, 7, 20)))
    assert last == date(2024, 7, 19 if bound is Bound.BEFORE else 20)


def test_a_day_ends_at_midnight_in_vietnam() -> None:
    end = last_instant(date(2024, 7, 19))
    assert end == datetime(2024, 7, 19, 17, tzinfo=UTC)
    assert end.isoformat() == "2024-07-20T00:00:00+07:00"


@pytest.mark.parametrize(
    ("act", "on_time"),
    [
        (datetime(2024, 7, 19, 23, 59, 59, 999_999, tzinfo=VN), True),
        (datetime(2024, 7, 20, 0, 0, 0, tzinfo=VN), False),
        (datetime(2024, 7, 20, 0, 0, 1, tzinfo=VN), False),
        (datetime(2024, 7, 19, 16, 59, 59, tzinfo=UTC), True),
        (datetime(2024, 7, 19, 17, 0, 0, tzinfo=UTC), False),
    ],
)
def test_an_act_is_on_time_before_midnight_of_the_last_day(
    act: datetime, on_time: bool
) -> None:
    last = last_day(deadline(Bound.BEFORE, date(2024, 7, 20)))
    assert (act < last_instant(last)) is on_time


@pytest.mark.parametrize(
    ("last", "advised"),
    [
        (date(2024, 6, 30), date(2024, 6, 28)),
        (date(2024, 7, 19), date(2024, 7, 19)),
        (date(2024, 5, 4), date(2024, 5, 4)),
        (date(2024, 5, 1), date(2024, 4, 26)),
        (date(2025, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_advised_day_is_the_working_day_on_or_before(
    last: date, advised: date
) -> None:
    assert advised_day(last, DAYS) == advised


def test_escalations_of_a_report_before_20_july_2024() -> None:
    last = last_day(deadline(Bound.BEFORE, date(2024, 7, 20)))
    assert DAYS.after(last, 1) == date(2024, 7, 22)
    assert DAYS.after(last, 3) == date(2024, 7, 24)


JUNE_30 = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("value", "verb", "words"),
    [
        (
            deadline(Bound.BEFORE, date(2024, 7, 20)),
            "nộp",
            "trước ngày 20/7/2024 (hết ngày 19/7; nên nộp trong thứ Sáu 19/7)",
        ),
        (
            deadline(Bound.BEFORE, date(2027, 7, 20)),
            "nộp",
            "trước ngày 20/7/2027 (hết ngày 19/7; nên nộp trong thứ Hai 19/7)",
        ),
        (
            deadline(Bound.BEFORE, date(2025, 1, 1)),
            "nộp",
            "trước ngày 1/1/2025 (hết ngày 31/12/2024; "
            "nên nộp trong thứ Ba 31/12/2024)",
        ),
        (
            deadline(Bound.AT_LATEST, JUNE_30),
            "nộp",
            "chậm nhất ngày 30/6/2024 (hết ngày 30/6; nên nộp trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.BY, JUNE_30),
            "hoàn thành",
            "đến ngày 30/6/2024 (hết ngày 30/6; nên hoàn thành trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.THROUGH, JUNE_30),
            "hoàn thành",
            "đến hết ngày 30/6/2024 (nên hoàn thành trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.THROUGH, JUNE_30, said="trong tháng 6"),
            "hoàn thành",
            "trong tháng 6 (hết ngày 30/6/2024; nên hoàn thành trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.FROM_TO, JUNE_30, start=date(2024, 6, 1)),
            "hoàn thành",
            "từ ngày 1/6 đến hết ngày 30/6/2024 (nên hoàn thành trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.FROM_TO, date(2025, 1, 15), start=date(2024, 11, 15)),
            "hoàn thành",
            "từ ngày 15/11/2024 đến hết ngày 15/1/2025 "
            "(nên hoàn thành trong thứ Tư 15/1)",
        ),
        (
            deadline(
                Bound.FROM_TO,
                JUNE_30,
                start=date(2024, 5, 25),
                said="từ cuối tháng 5 đến ngày 30/6",
            ),
            "tổ chức",
            "từ cuối tháng 5 đến ngày 30/6 (hết ngày 30/6/2024; "
            "nên tổ chức trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.FROM_TO, JUNE_30),
            "hoàn thành",
            "đến hết ngày 30/6/2024 (nên hoàn thành trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.ON, date(2024, 6, 12)),
            "thực hiện",
            "trong ngày 12/6/2024 (nên thực hiện trong thứ Tư 12/6)",
        ),
        (
            deadline(Bound.ON, date(2024, 6, 28), said="Ngày gia đình Việt Nam"),
            "thực hiện",
            "Ngày gia đình Việt Nam (hết ngày 28/6/2024; "
            "nên thực hiện trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.ON, date(2024, 6, 1), said="Ngày Quốc tế Thiếu nhi"),
            "thực hiện",
            "Ngày Quốc tế Thiếu nhi (hết ngày 1/6/2024; "
            "nên thực hiện trong thứ Sáu 31/5)",
        ),
        (
            deadline(Bound.AROUND, date(2024, 12, 31), said="cuối năm 2024"),
            "đánh giá",
            "cuối năm 2024 (hết ngày 31/12/2024; nên đánh giá trong thứ Ba 31/12)",
        ),
        (
            deadline(Bound.AROUND, date(2024, 5, 31)),
            "tổ chức",
            "khoảng ngày 31/5/2024 (hết ngày 31/5; nên tổ chức trong thứ Sáu 31/5)",
        ),
        (
            deadline(
                Bound.AFTER, date(2024, 7, 15), said="15 ngày sau khi kết thúc diễn đàn"
            ),
            "nộp",
            "15 ngày sau khi kết thúc diễn đàn (hết ngày 15/7/2024; "
            "nên nộp trong thứ Hai 15/7)",
        ),
        (
            deadline(Bound.AFTER, date(2024, 7, 15)),
            "nộp",
            "đến hết ngày 15/7/2024 (nên nộp trong thứ Hai 15/7)",
        ),
        (
            deadline(Bound.RECURRING, JUNE_30),
            "thực hiện",
            "thường xuyên, đến hết ngày 30/6/2024 (nên thực hiện trong thứ Sáu 28/6)",
        ),
        (
            deadline(Bound.AS_REGULATED, date(2024, 7, 9)),
            "nộp",
            "theo quy định, đến hết ngày 9/7/2024 (nên nộp trong thứ Ba 9/7)",
        ),
        (
            deadline(Bound.BEFORE, date(2024, 7, 10), said="theo quy định"),
            "nộp",
            "theo quy định (hết ngày 9/7/2024; nên nộp trong thứ Ba 9/7)",
        ),
    ],
)
def test_a_deadline_is_said_with_both_readings(
    value: Deadline, verb: str, words: str
) -> None:
    assert in_words(value, DAYS, verb) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            deadline(Bound.BEFORE, date(2024, 7, 20)),
            "trước ngày 20/7/2024 (hết ngày 19/7)",
        ),
        (deadline(Bound.THROUGH, JUNE_30), "đến hết ngày 30/6/2024"),
        (
            deadline(Bound.AROUND, date(2024, 5, 31), said="cuối tháng 5"),
            "cuối tháng 5 (hết ngày 31/5/2024)",
        ),
    ],
)
def test_a_deadline_that_is_over_is_said_without_advice(
    value: Deadline, words: str
) -> None:
    assert past_in_words(value) == words


def test_text_of_a_plan_is_data_never_a_pattern() -> None:
    value = deadline(Bound.ON, date(2024, 6, 28), said="{day} và %s")
    assert in_words(value, DAYS, "{verb}").startswith("{day} và %s (hết ngày 28/6/2024")


@given(
    st.dates(min_value=date(2000, 1, 2), max_value=date(2100, 12, 31)),
    st.sampled_from(Bound),
)
def test_a_deadline_never_moves_later(day: date, bound: Bound) -> None:
    last = last_day(deadline(bound, day))
    advised = advised_day(last, DAYS)
    assert advised <= last <= day
    assert DAYS.is_working(advised)
    assert last_instant(advised) <= last_instant(last)
    assert last_instant(last) - last_instant(last - timedelta(days=1)) == timedelta(1)


@given(
    st.dates(min_value=date(2000, 1, 2), max_value=date(2100, 12, 31)),
    st.sampled_from(Bound),
    st.none() | st.just("nhân dịp hè"),
)
def test_every_bound_names_its_day_and_its_advice(
    day: date, bound: Bound, said: str | None
) -> None:
    value = deadline(bound, day, said=said)
    words = in_words(value, DAYS, "nộp")
    assert f"{day.year}" in words or f"{last_day(value).year}" in words
    assert "nên nộp trong thứ " in words
    assert words.endswith(")")
    assert "None" not in words
    assert "{" not in words


@pytest.mark.parametrize(
    ("bound", "said", "words"),
    [
        (Bound.BEFORE, None, "trước ngày 20/7/2024 (hết ngày 19/7)"),
        (Bound.BEFORE, "theo quy định", "theo quy định (trước ngày 20/7/2024)"),
        (Bound.AROUND, "cuối tháng", "cuối tháng (khoảng ngày 20/7/2024)"),
    ],
)
def test_a_document_says_what_settles_the_words_of_the_plan(
    bound: Bound, said: str | None, words: str
) -> None:
    assert in_document(deadline(bound, date(2024, 7, 20), said=said)) == words
