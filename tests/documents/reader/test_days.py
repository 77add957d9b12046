from datetime import date

import pytest

from documents.reading.citations import find_citations
from documents.reading.days import read_days
from documents.reading.said import Bound, Said, Year

JUNE = Year(2024, date(2024, 6, 1))
WINTER = Year(2025, date(2025, 11, 15))


def read(text: str, year: Year = JUNE, *, bare: bool = False) -> tuple[Said, ...]:
    cited = [(one.start, one.end) for one in find_citations(text)]
    return read_days(text, year, cited=cited, bare=bare)


def day(said: str) -> date:
    return date.fromisoformat(said)


@pytest.mark.parametrize(
    ("text", "bound", "named", "last"),
    [
        ("báo cáo trước ngày 20/7/2024", "before", "2024-07-20", "2024-07-19"),
        ("trước 20.7.2024", "before", "2024-07-20", "2024-07-19"),
        ("chậm nhất ngày 25-5", "by", "2024-05-25", "2024-05-25"),
        ("chậm nhất là ngày 25/5/2024", "by", "2024-05-25", "2024-05-25"),
        ("muộn nhất vào 25/5", "by", "2024-05-25", "2024-05-25"),
        ("đến hết ngày 30 tháng 6 năm 2024", "by", "2024-06-30", "2024-06-30"),
        ("đến ngày 30/6", "by", "2024-06-30", "2024-06-30"),
        ("từ nay đến hết tháng 6", "by", "2024-06-30", "2024-06-30"),
        ("trước tháng 6/2024", "before", "2024-06-01", "2024-05-31"),
        ("trước 17 giờ 30 ngày 20/6/2024", "by", "2024-06-20", "2024-06-20"),
        ("tổ chức ngày 01 tháng 6 năm 2024", "on", "2024-06-01", "2024-06-01"),
        ("lúc 7 giờ 30 phút, ngày 25/5/2024", "on", "2024-05-25", "2024-05-25"),
        ("Ngày gia đình Việt Nam", "occasion", "2024-06-28", "2024-06-28"),
        ("nhân dịp 1/6", "occasion", "2024-06-01", "2024-06-01"),
        ("hết năm 2024", "by", "2024-12-31", "2024-12-31"),
    ],
)
def test_a_day_with_its_bound(text: str, bound: str, named: str, last: str) -> None:
    (said,) = read(text)
    assert (said.bound, said.day, said.last_day) == (bound, day(named), day(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("từ 01/6 đến ngày 30/6/2024", "2024-06-01", "2024-06-30"),
        ("từ ngày 01 đến hết ngày 30 tháng 6 năm 2024", "2024-06-01", "2024-06-30"),
        ("từ 15/4 - 15/5", "2024-04-15", "2024-05-15"),
        ("ngày 1-2/6/2024", "2024-06-01", "2024-06-02"),
        ("ngày 01, 02/6/2024", "2024-06-01", "2024-06-02"),
        ("trong hai ngày 01 và 02 tháng 6", "2024-06-01", "2024-06-02"),
        ("từ 20/12 đến 10/01/2025", "2024-12-20", "2025-01-10"),
        ("từ tháng 5 đến hết tháng 6/2024", "2024-05-01", "2024-06-30"),
    ],
)
def test_days_from_and_to(text: str, first: str, last: str) -> None:
    (said,) = read(text)
    assert (said.bound, said.first, said.last) == ("from_to", day(first), day(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("cuối tháng 5", "2024-05-21", "2024-05-31"),
        ("đầu tháng 6/2024", "2024-06-01", "2024-06-10"),
        ("trung tuần tháng 6", "2024-06-11", "2024-06-20"),
        ("trong tuần đầu tháng 6", "2024-06-01", "2024-06-07"),
        ("tuần thứ ba của tháng 6", "2024-06-15", "2024-06-21"),
        ("tuần cuối tháng 5", "2024-05-25", "2024-05-31"),
        ("trong quý II/2024", "2024-04-01", "2024-06-30"),
        ("hoàn thành trong tháng 5/2024", "2024-05-01", "2024-05-31"),
        ("trong tháng 6, 7/2024", "2024-06-01", "2024-07-31"),
    ],
)
def test_a_vague_time_has_no_day_of_its_own(text: str, first: str, last: str) -> None:
    (said,) = read(text)
    assert said.bound is Bound.FUZZY
    assert said.day is None
    assert (said.first, said.last, said.last_day) == (day(first), day(last), day(last))


def test_the_begin_of_a_window_that_is_only_vague_stays_open() -> None:
    (said,) = read("từ cuối tháng 5 đến ngày 30/6/2024")
    assert (said.bound, said.first, said.last) == ("from_to", None, day("2024-06-30"))


@pytest.mark.parametrize(
    ("text", "days", "working", "anchor"),
    [
        ("chậm nhất 15 ngày sau khi kết thúc Diễn đàn", 15, False, "kết thúc Diễn đàn"),
        ("trong vòng 05 ngày làm việc kể từ ngày họp", 5, True, "họp"),
        ("sau khi kết thúc hội thi 10 ngày", 10, False, "kết thúc hội thi"),
        ("trước 05 ngày so với ngày tổ chức", -5, False, "tổ chức"),
        ("02 tuần trước khi khai mạc", -14, False, "khai mạc"),
    ],
)
def test_days_after_something(text: str, days: int, working: bool, anchor: str) -> None:
    (said,) = read(text)
    assert (said.bound, said.offset_days, said.working, said.anchor) == (
        Bound.RELATIVE_BY,
        days,
        working,
        anchor,
    )


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("báo cáo ngay khi xảy ra vụ việc", "xảy ra vụ việc"),
        ("cấp thuốc ngay sau khi có kế hoạch.", "có kế hoạch"),
        ("hoàn thành trước khi khai mạc Tháng hành động", "khai mạc Tháng hành động"),
    ],
)
def test_at_an_event_is_in_no_number_of_days(text: str, anchor: str) -> None:
    (said,) = read(text)
    assert (said.bound, said.anchor, said.offset_days) == ("relative_by", anchor, None)


@pytest.mark.parametrize(
    "text",
    [
        "trẻ em rửa tay trước khi ăn",
        "phục vụ trẻ em trong dịp hè",
        "dịch bệnh lây lan trong mùa hè",
    ],
)
def test_an_event_or_a_season_that_only_tells_when_things_are_is_no_time(
    text: str,
) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "trước ngày 20 hằng tháng",
        "định kỳ 6 tháng, năm",
        "báo cáo hằng quý",
        "mỗi tuần",
    ],
)
def test_what_comes_again(text: str) -> None:
    (said,) = read(text)
    assert (said.bound, said.day, said.last_day) == (Bound.RECURRING, None, None)


def test_by_regulation_is_about_a_report() -> None:
    assert [one.bound for one in read("báo cáo kết quả theo quy định.")] == [
        Bound.BY_REGULATION
    ]
    assert read("xử lý nghiêm các trường hợp vi phạm theo quy định.") == ()
    assert read("báo cáo kịp thời để xử lý nghiêm theo quy định của pháp luật") == ()


@pytest.mark.parametrize(
    "text",
    [
        "trước ngày 30/02/2024",
        "ngày 31/6",
        "nhân ngày vi chất dinh dưỡng 20/24",
        "ngày 05/13/2024",
    ],
)
def test_what_is_no_day_is_said_to_be_none(text: str) -> None:
    (said,) = read(text)
    assert (said.bound, said.day, said.last_day) == (Bound.UNPARSEABLE, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 56/2017/NĐ-CP ngày 09/5/2017 của Chính phủ",
        "Chỉ thị số 28-CT/TW, ngày 25/12/2023 của Bộ Chính trị",
        "Luật Trẻ em ngày 05 tháng 4 năm 2016",
        "trực 24/7, 24/24 giờ; 10/12 xã đạt chuẩn; 25/38 trường",
        "giai đoạn 2021 - 2030, năm học 2024-2025",
        "tăng 1.5 lần; 25.5 tỷ đồng; điện thoại 0205.3812.345",
        "trong dịp hè, phục vụ trẻ em",
        "cho trẻ từ 6 - 36 tháng tuổi",
    ],
)
def test_what_is_no_deadline(text: str) -> None:
    assert read(text) == ()


def test_a_missing_year_is_that_of_the_plan_and_marked() -> None:
    (said,) = read("trước ngày 20/7")
    assert (said.day, said.year_inferred) == (day("2024-07-20"), True)
    (said,) = read("trước ngày 10/01", WINTER)
    assert (said.day, said.year_inferred) == (day("2026-01-10"), True)
    (said,) = read("trước ngày 10/11", WINTER)
    assert said.day == day("2025-11-10")


def test_hour_and_weekday_are_kept() -> None:
    (said,) = read("trước 17 giờ ngày 20/6/2024")
    assert said.hour == "17:00"
    (said,) = read("sáng thứ Sáu, ngày 29/5/2026")
    assert said.weekday == 4


def test_in_a_column_of_times_a_time_needs_no_word() -> None:
    assert read("Tháng 6") == ()
    (said,) = read("Tháng 6", bare=True)
    assert said.bound is Bound.FUZZY
