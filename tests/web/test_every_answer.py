"""Every answer an agency can give, in a real browser: its undo, and the next letter."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from desk.answer import Answer, answer
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.desk.desks import letters_to, plain
from tests.web.campaign import Campaign, issue
from tests.web.test_browser import is_readable

pytestmark = pytest.mark.browser

DOMAIN = "soyte.laichau.example"
REPORT = "Báo cáo kết quả Tháng hành động và Diễn đàn trẻ em"
COLLEAGUE = f"phongnv@{DOMAIN}"


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign that counts nothing: its report is done by saying so."""
    return issue(tmp_path_factory.mktemp("issued") / "ledger.db", counts=False)


def july(day: int, hour: int = 8) -> datetime:
    return datetime(2024, 7, day, hour, tzinfo=VN)


def sign(form: Locator) -> None:
    """Fill in who acts."""
    form.get_by_label("Họ và tên người thực hiện").fill("Người trả lời")
    form.get_by_label("Chức vụ", exact=True).fill("Chuyên viên Văn phòng")


def enter(page: Page, campaign: Campaign) -> None:
    page.goto(campaign.link("so-y-te"))
    page.get_by_role("button", name="Mở hồ sơ").click()


def report(page: Page) -> Locator:
    """Return the report's card, with all that can be said of it unfolded."""
    card = page.locator("li.card", has_text=REPORT)
    card.wait_for()  # what stands in it is listed at once, be the page there or not
    for summary in card.locator("summary").all():
        summary.click()
    return card


def press(card: Locator, name: str, **fields: str) -> None:
    """Fill in the form that has this button, and press it."""
    form = card.locator("form", has=card.page.get_by_role("button", name=name))
    sign(form)
    for label, value in fields.items():
        form.get_by_label(label.replace("_", " ")).fill(value)
    is_readable(card.page)
    form.get_by_role("button", name=name, exact=True).click()


def take_back(card: Locator) -> None:
    """Take back the last answer of a card that is unfolded."""
    form = card.locator("form[action$=hoan-tac]")
    sign(form)
    form.get_by_role("button").click()


ANSWERS = {
    "Xác nhận tiếp nhận": {},
    "Đang thực hiện": {"Tiến độ": "50", "Ghi chú": "Đang tổng hợp"},
    "Đã hoàn thành": {},
    "Không phát sinh": {},
    "Báo nhiệm vụ không thuộc thẩm quyền": {
        "Cơ quan có thẩm quyền": "Chưa rõ",
        "Lý do": "Theo phân công",
    },
    "Gửi đề nghị gia hạn": {"Gia hạn đến hết ngày": "2024-07-26", "Lý do": "Mưa lũ"},
}
STOPS = ("Đã hoàn thành", "Không phát sinh", "Báo nhiệm vụ không thuộc thẩm quyền")
"""Answers after which nobody reminds of the report; the others leave its deadline."""


def only_the_report_is_left(campaign: Campaign) -> None:
    docket, done = campaign.row("so-y-te").id, ("3.1", "own-plan")
    given = Answer(EntryKind.FULFILLED, done, Person("Người thử", "Văn thư"), "done")
    answer(campaign.desk, docket, given, campaign.now)
    told_of(campaign, july(9))


def told_of(campaign: Campaign, now: datetime) -> str:
    """Return the words of the notices of a morning."""
    campaign.now = now
    return " ".join(map(plain, letters_to(campaign.desk, DOMAIN, now)))


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_given_undone_and_heard(
    page: Page, campaign: Campaign, name: str
) -> None:
    only_the_report_is_left(campaign)
    enter(page, campaign)
    press(report(page), name, **ANSWERS[name])
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận")
    expect(page.locator(".code")).to_have_text(re.compile(r"^[A-Z2-7]{4}-[A-Z2-7]{4}$"))
    code = page.locator(".code").inner_text()
    is_readable(page)
    receipt = told_of(campaign, july(9, 9))
    assert code in receipt
    assert REPORT in receipt
    assert (REPORT in told_of(campaign, july(10))) is (name not in STOPS)

    enter(page, campaign)
    take_back(report(page))
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận")
    expect(page.get_by_text(re.compile("^Hoàn tác: "))).to_be_visible()
    told_of(campaign, july(10, 9))
    assert REPORT in told_of(campaign, july(16)), "it is asked for again"


def test_a_docket_is_passed_on_to_a_colleague_and_taken_back(
    page: Page, campaign: Campaign
) -> None:
    only_the_report_is_left(campaign)
    enter(page, campaign)
    page.get_by_text("Chuyển người khác xử lý").click()
    fields = {
        "Họ và tên người nhận": "Người nhận việc",
        "Chức vụ người nhận": "Phó Trưởng phòng",
        "Địa chỉ thư điện tử người nhận": COLLEAGUE,
    }
    press(page.locator("main"), "Chuyển hồ sơ", **fields)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận")
    assert readers(campaign, july(9, 9)) == {COLLEAGUE}
    assert readers(campaign, july(10)) == {COLLEAGUE}
    enter(page, campaign)
    expect(page.get_by_text("Đã chuyển cho")).to_be_visible()
    is_readable(page)
    page.locator("summary", has_text="Hoàn tác: chuyển người xử lý").click()
    take_back(page.locator("section", has_text="Người xử lý").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận")
    assert readers(campaign, july(11)) == {f"vanthu@{DOMAIN}"}


def readers(campaign: Campaign, now: datetime) -> set[str]:
    """Return whom the letters of a moment are addressed to."""
    campaign.now = now
    letters = letters_to(campaign.desk, DOMAIN, now)
    return {one["To"].addresses[0].addr_spec for one in letters}
