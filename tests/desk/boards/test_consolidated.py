from datetime import timedelta

from desk.boards.consolidated import consolidated_text
from desk.reports.consolidate import consolidate_reports
from schemas.report import Channel
from tests.desk.desks import NAME, issued
from tests.desk.read_markdown import read
from tests.desk.reports.reported import NOW, report

GROUP = "Vận động nguồn lực, thăm hỏi, tặng quà, học bổng"


def test_a_version_shows_what_it_comes_to_and_what_changed() -> None:
    desk = issued()
    report(desk, "so-y-te", {"suat-qua": 1030})
    report(desk, "cong-an", {}, channel=Channel.CLERK)
    consolidate_reports(desk, NAME, NOW)
    report(desk, "so-gddt", {"suat-qua": 1030})
    later = NOW + timedelta(hours=1)
    made = consolidate_reports(desk, NAME, later).consolidation
    text = consolidated_text(desk, made)
    page = read(text)
    assert "Báo cáo tổng hợp, bản 2" in page.headings
    assert "3/19 đơn vị đã báo cáo" in page.text
    counts = page.table("Đơn vị")[0]
    assert tuple(counts.values()) == ("Tất cả các đơn vị", "19", "3", "3")
    assert {"Sở Thông tin và Truyền thông", "Công an tỉnh"} <= set(page.items)
    assert GROUP in page.headings
    assert "| Quà đã tặng | 1.030 | 2.060 | Sở Giáo dục và Đào tạo (bản 1) |" in text
    assert "có thể tính hai lần" in page.text


def test_small_counts_are_not_shown() -> None:
    desk = issued()
    report(desk, "cong-an", {"vu-phat-hien": 4, "vu-xu-ly": 3})
    made = consolidate_reports(desk, NAME, NOW).consolidation
    text = consolidated_text(desk, made)
    (found,) = (line for line in text.splitlines() if "phát hiện" in line)
    assert "| 4 |" not in found
    assert "chưa có số liệu" not in found
