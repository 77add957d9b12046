"""A phase's story: who was written to, who has answered, what is next and when."""

from datetime import datetime

import pytest

from desk.boards import heard, stories
from desk.boards.board import stories_text
from desk.desk import Desk
from desk.progress import progress
from desk.start import fix_launch
from rules.reports.owing import owed_reports
from schemas.entry import EntryKind
from schemas.in_force import Ceremony
from tests.desk.boards.test_board import at, beat_until, say, told
from tests.desk.desks import ISSUED, NAME, issued, started

CONFIRMED, DONE = EntryKind.CONFIRMED, EntryKind.FULFILLED
NEXT = "Thời điểm"
PLACE = Ceremony(place="Quảng trường", starts=at(31, 5, 8))


def ahead(desk: Desk, phase: str, now: datetime) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in told(desk, phase, now).table(NEXT)]


def test_issuance_waits_for_the_signature_first():
    assert ahead(started(), "issuance", at(1, 5)) == [
        ("thứ Hai 6/5/2024", "Ký ban hành kế hoạch (dự kiến)", "")
    ]
    (late,) = ahead(started(), "issuance", at(8, 5))
    assert late[0] == "đang chờ, từ ngày 6/5/2024"


def test_issuance_says_who_was_written_to_who_has_answered_and_what_is_next():
    desk = issued()
    (first, *_) = ahead(desk, "issuance", ISSUED)
    assert first == ("nhịp rà soát tới", "Thư giao nhiệm vụ", "20")
    beat_until(desk, at(7, 5))
    owed = progress(desk, NAME, ISSUED).dockets["so-y-te"].assignments
    say(desk, "so-y-te", CONFIRMED, *(one.duty for one in owed), now=at(7, 5))
    say(desk, "so-y-te", DONE, "own-plan", now=at(7, 5, 10))
    page = told(desk, "issuance", at(7, 5, 10))
    written, confirmed, done = page.items[:3]
    assert written == "Đã lập thư giao nhiệm vụ: 20/20 đơn vị, ngày 6/5/2024"
    assert confirmed.startswith(
        "Đã xác nhận tiếp nhận mọi nhiệm vụ: 1/20 đơn vị; chưa xác nhận: Sở Lao động"
    )
    assert confirmed.endswith("và 9 đơn vị khác")
    assert "Sở Y tế" not in confirmed
    assert done.startswith("Đã hoàn thành nhiệm vụ của giai đoạn này: 1/20 đơn vị")
    assert ahead(desk, "issuance", at(7, 5, 10)) == [
        ("08:00 ngày 9/5/2024", "Đề nghị xác nhận tiếp nhận", "19"),
        ("08:00 ngày 15/5/2024", "Nhắc việc", "19"),
        ("hết ngày 24/5/2024", "Hết thời hạn của nhiệm vụ chưa hoàn thành", "19"),
    ]


def test_the_launch_waits_for_its_place_then_for_its_day_then_for_its_record():
    desk = issued()
    assert ahead(desk, "launch", at(7, 5))[0] == (
        "đang chờ, từ ngày 6/5/2024",
        "Ấn định địa điểm, ngày, giờ Lễ phát động",
        "",
    )
    fix_launch(desk, NAME, PLACE, at(20, 5))
    assert ahead(desk, "launch", at(21, 5))[0][:2] == (
        "08:00 ngày 31/5/2024",
        "Lễ phát động",
    )
    assert ahead(desk, "launch", at(31, 5))[0][:2] == (
        "đang chờ, từ ngày 31/5/2024",
        "Ghi nhận kết quả Lễ phát động",
    )


def test_the_month_says_before_its_end_who_has_not_confirmed_and_what_is_next():
    desk = issued()
    beat_until(desk, at(3, 6))
    page = told(desk, "activities", at(3, 6))
    assert page.items[3] == "Đã lập thư giao nhiệm vụ: 20/20 đơn vị, ngày 6/5/2024"
    assert page.items[4].startswith("Đã xác nhận tiếp nhận mọi nhiệm vụ: 0/20 đơn vị")
    days = {what: when for when, what, _ in ahead(desk, "activities", at(3, 6))}
    marked = "Ngày quốc tế phòng, chống lao động trẻ em"
    assert days[marked] == "thứ Tư 12/6/2024"
    assert days["Kết thúc đợt hoạt động"] == "hết ngày 30/6/2024"


def test_the_reports_say_who_has_answered_and_when_the_books_close():
    desk = issued()
    beat_until(desk, at(1, 7))
    say(desk, "so-y-te", DONE, "report", now=at(1, 7))
    page = told(desk, "reports", at(1, 7))
    (done,) = [one for one in page.items if one.startswith("Đã hoàn thành")]
    assert done.startswith("Đã hoàn thành mọi nhiệm vụ: 1/19 đơn vị; chưa hoàn thành:")
    assert ahead(desk, "reports", at(1, 7))[-1][:2] == ("hết ngày 31/7/2024", "Khóa sổ")


def test_of_many_agencies_groups_are_told_and_no_names(
    monkeypatch: pytest.MonkeyPatch,
):
    """Twenty are many where ten are: the limit is the only thing set here."""
    for module in (heard, stories):
        monkeypatch.setattr(module, "MOST", 10)
    desk = issued()
    fix_launch(desk, NAME, PLACE, ISSUED)
    beat_until(desk, at(20, 7))
    page = told(desk, "issuance", at(20, 7))
    assert [tuple(row.values())[:3] for row in page.table("Nhóm đơn vị")] == [
        ("Các đơn vị khác", "10", "10"),
        ("Bộ Chỉ huy Biên phòng tỉnh, Bộ Chỉ huy quân sự tỉnh", "2", "2"),
        ("UBND các huyện, thành phố", "8", "8"),
    ]
    assert page.items[1] == "Đã xác nhận tiếp nhận mọi nhiệm vụ: 0/20 đơn vị"
    kinds = {(row["Thư"], row["Số thư"]) for row in page.table("Thư")}
    assert ("Giao nhiệm vụ", "20") in kinds
    assert not page.table("Nơi nhận")
    assert told(desk, "launch", at(20, 7)).table("Nhóm đơn vị")
    seen = progress(desk, NAME, at(20, 7))
    missing = [one for one in owed_reports(seen.dockets.values()) if not one.on_time]
    reports = told(desk, "reports", at(20, 7))
    assert f"Chưa nộp ({len(missing)})" in reports.headings
    assert not reports.table("Đơn vị")


def test_the_stories_that_facts_change_are_told_again_once_the_plan_is_issued():
    desk = started()
    assert stories_text(desk, progress(desk, NAME, ISSUED), ISSUED) == {}
    desk = issued()
    found = stories_text(desk, progress(desk, NAME, ISSUED), ISSUED)
    assert [*found] == ["issuance", "launch", "activities"]
    assert "Giao nhiệm vụ và trả lời" in found["issuance"]
