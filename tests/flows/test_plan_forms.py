"""The forms about plans at hand: what they show, what they refuse, what they write."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from prefect.client.schemas.objects import State

from desk.boards.found import in_vietnamese
from desk.boards.plans import checked_text
from desk.desk import Desk
from desk.plans.read import read_plan
from desk.renew import new_campaign
from flows.checking import checked
from flows.foreseeing import foreseen
from flows.forms.plans import CheckPlan, ForecastReports, NextYear, PreviewPlan
from flows.here import Here
from flows.plan_pages import Page
from flows.previewing import previewed
from flows.renewing import renewed
from ledger import entries
from schemas.entry import Entry, EntryKind
from schemas.errors import Problem
from tests.desk.boards.test_board import HOSTILE, at, beat_until, say
from tests.desk.desks import ISSUED, NAME, docket, issued, started
from tests.desk.read_markdown import Page as Markdown
from tests.desk.read_markdown import read


def sitting(desk: Desk, now: datetime = ISSUED) -> Here:
    return cast("Here", SimpleNamespace(desk=desk, now=lambda: now))


def shown(found: Page | State[None]) -> Markdown:
    assert isinstance(found, Page), found.message
    return read(found.text)


def refused(found: Page | State[None]) -> str:
    assert not isinstance(found, Page)
    assert found.is_failed()
    return found.message or ""


def year(desk: Desk, home: Path, **given: Any) -> Page | State[None]:
    form = NextYear(**{"plan": NAME, "year": 2027, **given})
    return renewed(sitting(desk), form, home)


@pytest.fixture
def known() -> Desk:
    """Return a season in which one agency has answered and one was never reached."""
    desk = issued()
    beat_until(desk, at(7, 5))
    say(desk, "so-y-te", EntryKind.CONFIRMED, "3.1", now=at(7, 5, 10))
    row = docket(desk, "so-gddt")
    with desk.ledger.write() as tx:
        back = Entry(row.n + 1, at(7, 5, 11), EntryKind.UNDELIVERED, step="0")
        entries.append(tx, row.id, [back])
    return desk


def test_next_year_is_written_beside_the_others_and_told_on_a_page(
    known: Desk, tmp_path: Path
):
    found = year(known, tmp_path)
    page = shown(found)
    assert isinstance(found, Page)
    assert (found.plan, found.about) == ("lai-chau-2027", "new")
    assert str(tmp_path / "lai-chau-2027") in found.said
    assert "còn 4 chỗ cần điền" in found.said
    assert str(tmp_path / "lai-chau-2027") in page.text
    errors = read_plan(tmp_path / "lai-chau-2027").errors
    assert [one.field for one in errors] == ["theme", "slogans", "signer.post"]
    assert [row["Mục trong tệp"] for row in page.table("Nội dung")][:4] == [
        "legal_bases[1].note",
        "theme",
        "slogans",
        "signer.post",
    ]


def test_its_page_says_what_days_off_and_last_days_come_to(known: Desk, tmp_path: Path):
    rows = shown(year(known, tmp_path)).table("Ngày")
    days = {row["Ngày"]: row for row in rows}
    assert days["Khóa sổ"] == {
        "Ngày": "Khóa sổ",
        "Năm 2024": "thứ Tư 31/7/2024",
        "Nay": "thứ Bảy 31/7/2027",
        "Lưu ý": "ngày nghỉ; ngày làm việc trước đó là thứ Sáu 30/7/2027",
    }
    report = days["Báo cáo kết quả Tháng hành động và Diễn đàn trẻ em"]
    assert (report["Nay"], report["Lưu ý"]) == (
        "thứ Ba 20/7/2027",
        "hết ngày 19/7/2027",
    )
    marked = days["Ngày quốc tế phòng, chống lao động trẻ em"]
    assert (marked["Nay"], marked["Lưu ý"]) == ("thứ Bảy 12/6/2027", "")


def test_its_page_says_who_is_over_who_answered_and_whose_letters_came_back(
    known: Desk, tmp_path: Path
):
    page = shown(year(known, tmp_path))
    heirs = {row["Đơn vị"]: row["Đơn vị kế tục"] for row in page.table("Đơn vị")}
    assert heirs["Sở Lao động - Thương binh và Xã hội"] == "Sở Y tế"
    assert heirs["UBND huyện Sìn Hồ"].startswith("không có")
    past = {row["Đơn vị năm trước"]: row for row in page.table("Đơn vị năm trước")}
    assert past["Sở Y tế"]["Trả lời sau (ngày làm việc)"] == "1"
    assert past["Công an tỉnh"]["Trả lời sau (ngày làm việc)"] == "chưa trả lời"
    bounced = past["Sở Giáo dục và Đào tạo"]["Địa chỉ"]
    assert bounced == "thư bị trả lại: hỏi lại địa chỉ"


def test_a_ledger_that_does_not_know_the_campaign_is_said_to(tmp_path: Path):
    page = shown(year(issued(), tmp_path, plan="dong-dang-2024"))
    assert "Sổ theo dõi không có chiến dịch dong-dang-2024" in page.text


def test_what_cannot_be_is_refused_and_nothing_is_written(tmp_path: Path):
    desk = issued()
    said = refused(year(desk, tmp_path, plan="nowhere-2024"))
    assert said.startswith("Không có kế hoạch nowhere-2024 trong thư mục campaigns/")
    assert refused(year(desk, tmp_path, year=2024)) == (
        "Năm 2024 không sau năm của kế hoạch lai-chau-2024: đề nghị nhập năm sau."
    )
    assert [*tmp_path.iterdir()] == []
    shown(year(desk, tmp_path))
    file = tmp_path / "lai-chau-2027" / "plan.yaml"
    file.write_text("đã sửa")
    assert refused(year(desk, tmp_path)).startswith("Đã có thư mục của kế hoạch")
    assert file.read_text() == "đã sửa"
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert refused(year(desk, blocked)).startswith("Không ghi được vào thư mục")


def test_a_check_says_all_that_is_wrong_and_odd_with_its_place():
    found = checked(CheckPlan(plan=NAME))
    page = shown(found)
    assert isinstance(found, Page)
    reading = read_plan(NAME)
    assert found.said == (
        f"0 lỗi, 0 câu hỏi chưa trả lời, {len(reading.warnings)} điểm cần xem lại"
    )
    assert "Kế hoạch có thể khởi động." in page.text
    rows = page.table("Tệp, dòng")
    assert [row["Nội dung"] for row in rows] == [
        " ".join(in_vietnamese(one.what).split()) for one in reading.warnings
    ]
    assert {row["Tệp, dòng"].partition(":")[0] for row in rows} == {"plan.yaml"}
    assert refused(checked(CheckPlan(plan="../etc"))).startswith("Không có kế hoạch")


def test_a_plan_that_is_not_ready_is_said_to_be_with_its_errors(
    tmp_path: Path,
):
    folder = new_campaign(NAME, 2027, None, None, ISSUED, tmp_path).folder
    page = read(checked_text("lai-chau-2027", read_plan(folder)))
    assert "Chưa khởi động được" in page.text
    assert [row["Mục"] for row in page.table("Tệp, dòng")] == [
        "theme",
        "slogans",
        "signer.post",
    ]


def test_a_preview_counts_the_letters_of_each_day_and_shows_the_first():
    found = previewed(PreviewPlan(plan="dong-dang-2024"), "http://campaign.example")
    page = shown(found)
    assert isinstance(found, Page)
    days = [int(row["Số thư"]) for row in page.table("Ngày")]
    assert found.said.startswith(f"{sum(days)} thư trong {len(days)} ngày")
    assert sum(int(row["Số thư"]) for row in page.table("Loại")) == sum(days)
    first = page.table("Thời điểm")
    assert len(first) == 40
    assert first[0]["Loại"] in {"Giao nhiệm vụ", "Gửi kế hoạch để biết"}
    assert refused(previewed(PreviewPlan(plan="x"), "")).startswith("Không có kế hoạch")


def test_a_forecast_is_told_once_there_is_something_to_learn_from():
    def ask(desk: Desk, campaign: str, now: datetime) -> Page | State[None]:
        return foreseen(sitting(desk, now), ForecastReports(campaign=campaign))

    desk = issued()
    early = ask(desk, NAME, at(7, 5))
    assert not isinstance(early, Page)
    assert early.is_completed()
    assert (early.message or "").startswith("Chưa có thời hạn nào qua")
    beat_until(desk, at(1, 7))
    found = ask(desk, f"{NAME} · Tháng hành động", at(1, 7))
    assert isinstance(found, Page)
    assert found.said == "Dự báo 0/19 báo cáo đúng hạn (0 %)"
    assert len(shown(found).table("Đơn vị")) == 19
    assert refused(ask(desk, "x", ISSUED)) == "Không có chiến dịch x."
    assert refused(ask(started(), NAME, ISSUED)).startswith("Kế hoạch chưa được ban")


def test_a_plan_written_to_break_out_stays_data():
    reading = read_plan(NAME)._replace(
        errors=(Problem(HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE),), warnings=()
    )
    plain = reading._replace(errors=(Problem("a", 1, "b", "c", "d"),))
    bad, good = checked_text(HOSTILE, reading), checked_text("x", plain)
    assert read(bad).shape == read(good).shape
