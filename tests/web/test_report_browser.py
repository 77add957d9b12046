"""From the letter to the receipt in a real browser, on a phone.

No page may run a script: the policy that all of them carry forbids it.
"""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from ledger import reports
from tests.desk.desks import letters_to
from tests.documents.attachments.making import (
    WITH_PLACE,
    app_exif,
    jpeg,
    pdf,
    sheet,
)
from tests.web.campaign import Campaign
from tests.web.reports import JULY, WHO
from tests.web.test_browser import is_readable

pytestmark = pytest.mark.browser

HOME = Path(__file__).parent / "js" / "node_modules" / "axe-core"
CHECKS = """(tags) => axe.run({runOnly: tags, resultTypes: ["violations"]}).then(
  (found) => found.violations.map((one) => [one.id, one.nodes.map((n) => n.html)]))"""
LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
LONG = "Đã tổ chức các hoạt động thiết thực cho trẻ em. " * 80
FILE: FilePayload = {
    "name": "Báo cáo số 45 (bản ký).pdf",
    "mimeType": "application/pdf",
    "buffer": pdf("Báo cáo kết quả năm 2024"),
}
OTHER: FilePayload = {
    "name": "Phụ lục số liệu của Sở Y tế kèm theo báo cáo tháng hành động.xlsx",
    "mimeType": "application/octet-stream",
    "buffer": sheet(),
}
PLACED: FilePayload = {
    "name": "IMG_2024.jpg",
    "mimeType": "image/jpeg",
    "buffer": jpeg(app_exif(WITH_PLACE)),
}
TEN = {
    "Tổng kinh phí đã huy động": "4,2 tỷ",
    "Trong đó: ngân sách nhà nước": "3 tỷ 200 triệu",
    "Trong đó: vận động xã hội": "1.000.000.000",
    "Trong đó: hiện vật quy ra tiền": "0",
    "Quà đã tặng": "1.250",
    "Trị giá quà đã tặng": "625 triệu",
    "Trẻ em được tặng quà": "1250",
    "Trong đó: trẻ em có hoàn cảnh đặc biệt": "310",
    "Học bổng đã trao": "40",
    "Trị giá học bổng đã trao": "40 triệu",
}


def has_no_barrier(page: Page) -> None:
    """Check what a page shows: readable at every width, and axe finds nothing."""
    page.wait_for_selector("footer")
    is_readable(page)
    if HOME.is_dir():
        page.evaluate((HOME / "axe.min.js").read_text("utf-8"))
        found = page.evaluate(CHECKS, LEVEL_AA)
        assert found == [], json.dumps(found, ensure_ascii=False, indent=1)


def save(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Lưu và")).first.click()


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(re.compile(f"^{re.escape(label)} \\(")).fill(text)


def attach_one(page: Page) -> None:
    """Attach a file, beside one that is refused and one that is taken off again."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tệp đính kèm")
    has_no_barrier(page)
    chosen = page.get_by_label("Chọn tệp đính kèm")
    chosen.set_input_files([PLACED, FILE, OTHER])
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_role("alert")).to_contain_text("1 tệp chưa được đính kèm")
    expect(page.get_by_text("vị trí nơi chụp").last).to_be_visible()
    has_no_barrier(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(chosen).to_be_focused()
    page.get_by_role("button", name=f"Bỏ tệp này: {OTHER['name']}").click()
    expect(page.get_by_role("link", name=OTHER["name"])).to_have_count(0)
    expect(page.get_by_role("link", name=FILE["name"])).to_be_visible()
    has_no_barrier(page)


def letter_link(campaign: Campaign) -> str:
    """Return the path of the link in the last letter before the deadline."""
    campaign.now = JULY.replace(day=17, hour=8)
    *_, letter = letters_to(campaign.desk, "soyte.laichau.example", campaign.now)
    body = letter.get_body(("plain",))
    assert body is not None
    (link,) = re.findall(r"http://testserver(/d/\S+)", body.get_content())
    return link


def test_an_agency_reports_ten_figures_from_the_letter_to_the_receipt(
    page: Page, campaign: Campaign
) -> None:
    page.goto(letter_link(campaign))
    page.get_by_role("button", name="Mở hồ sơ").click()
    has_no_barrier(page)
    page.get_by_role("link", name="Lập báo cáo").click()
    has_no_barrier(page)
    page.get_by_role("link", name="Lập báo cáo").click()
    for _ in range(2):
        page.get_by_label("Không phát sinh nội dung nào của mục này").check()
        save(page)
    for label, text in {**TEN, "Quà đã tặng": "=cmd()"}.items():
        fill(page, label, text)
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Quà đã tặng")
    has_no_barrier(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label(re.compile("^Quà đã tặng"))).to_be_focused()
    fill(page, "Quà đã tặng", TEN["Quà đã tặng"])
    save(page)
    page.get_by_label("Không phát sinh nội dung nào của mục này").check()
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Diễn đàn trẻ em")
    has_no_barrier(page)
    page.get_by_role("button", name="Không", exact=True).click()
    for _ in range(2):
        page.get_by_label("Không phát sinh nội dung nào của mục này").check()
        save(page)
    page.get_by_label("Kết quả thực hiện").fill(LONG)
    has_no_barrier(page)
    save(page)
    attach_one(page)
    page.get_by_role("link", name="Xem lại và nộp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại và nộp báo cáo")
    expect(page.get_by_role("link", name=FILE["name"])).to_be_visible()
    expect(page.get_by_text("bốn tỷ hai trăm triệu đồng")).to_be_visible()
    page.get_by_label("Lý do chưa có số liệu: Vận động").fill("Chưa thống kê xong")
    has_no_barrier(page)
    page.get_by_label("Họ và tên người thực hiện").fill("Người trả lời")
    page.get_by_label("Chức vụ").fill("Chuyên viên Văn phòng")
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận")
    has_no_barrier(page)
    with page.expect_download() as started:
        page.get_by_role("link", name=FILE["name"]).click()
    assert started.value.suggested_filename == FILE["name"]
    assert started.value.path().read_bytes() == FILE["buffer"]
    with campaign.desk.ledger.read() as tx:
        (filed,) = reports.of(tx, campaign.row(WHO).id)
    assert len(filed.report.figures) == 10
    assert len(filed.report.attachments) == 1
    assert filed.report.figures["ngan-sach"] == 3_200_000_000
    assert filed.report.narrative.results == LONG.strip()


def test_two_who_write_at_once_are_told_without_a_barrier(
    page: Page, campaign: Campaign
) -> None:
    campaign.now = JULY
    page.goto(campaign.link(WHO))
    page.get_by_role("button", name="Mở hồ sơ").click()
    step = f"{page.url}/bao-cao/muc/suc-khoe"
    page.goto(step)
    other = page.context.new_page()
    other.goto(step)
    fill(other, "Trẻ em được khám sàng lọc", "7")
    save(other)
    expect(other.get_by_role("heading", level=1)).to_contain_text("Diễn đàn")
    fill(page, "Trẻ em được khám sàng lọc", "8")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Chưa lưu")
    has_no_barrier(page)
