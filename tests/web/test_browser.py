"""One agency's way through its docket in a real browser, on a phone and at a desk."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from schemas.base import VN
from schemas.entry import EntryKind
from tests.web.campaign import Campaign
from tests.web.conftest import PHONE

pytestmark = pytest.mark.browser

ZOOMED, DESK = 320, 1280
# Text against the nearest opaque background (WCAG 2.2, 1.4.3); all of ours is opaque.
CONTRASTS = """() => {
  const light = (c) => {
    const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map((v) => {
      const s = v / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(c)) return c;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("body *")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
      const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.textContent.trim()];
    });
}"""
TARGETS = """() => [...document.querySelectorAll("button, summary, input")]
  .filter((e) => e.offsetParent)
  .map((e) => [e.getBoundingClientRect().height, e.textContent])"""


def is_readable(page: Page) -> None:
    """Check contrast, targets, and that nothing is wider than the window."""
    for contrast, text in page.evaluate(CONTRASTS):
        assert contrast >= 4.5, text
    for height, text in page.evaluate(TARGETS):
        assert height >= 44, text
    for width in (ZOOMED, DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_agency_opens_its_link_confirms_and_sees_the_receipt(
    page: Page, campaign: Campaign
) -> None:
    campaign.convene(datetime(2024, 5, 31, 8, tzinfo=VN))
    page.goto(campaign.link("so-y-te"))
    is_readable(page)
    page.get_by_role("button", name="Mở hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sở Y tế")
    is_readable(page)
    receive = (
        page.locator("section", has_text="Xác nhận tiếp nhận").locator("form").first
    )
    receive.get_by_label("Họ và tên người thực hiện").fill("Người trả lời")
    receive.get_by_label("Chức vụ").fill("Chuyên viên Văn phòng")
    receive.get_by_role("button", name="Xác nhận đã tiếp nhận 3 nhiệm vụ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận")
    expect(page.locator(".code")).to_have_text(re.compile(r"^[A-Z2-7]{4}-[A-Z2-7]{4}$"))
    is_readable(page)
    code = page.locator(".code").inner_text()
    page.reload()
    expect(page.locator(".code")).to_have_text(code)
    kinds = [fact.kind for fact in campaign.facts("so-y-te")]
    assert kinds.count(EntryKind.CONFIRMED) == 3


def test_a_mistake_is_shown_where_it_was_made(page: Page, campaign: Campaign) -> None:
    page.goto(campaign.link("so-y-te"))
    page.get_by_role("button", name="Mở hồ sơ").click()
    page.get_by_text("Xem nội dung, cập nhật").first.click()
    card = page.locator("li.card").first.locator("form").first
    card.get_by_label("Họ và tên").fill("Người trả lời")
    card.get_by_label("Chức vụ").fill("Chuyên viên")
    card.get_by_label("Tiến độ").fill("150")
    card.get_by_role("button", name="Đang thực hiện").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi nhận")
    expect(card.get_by_label("Tiến độ")).to_have_value("150")
    is_readable(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(card.get_by_label("Tiến độ")).to_be_focused()
    card.get_by_label("Tiến độ").fill("50")
    card.get_by_role("button", name="Đang thực hiện").click()
    expect(page.get_by_text("Đang thực hiện: 50%")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác nội dung này").click()
    expect(page.get_by_text("Hoàn tác: đang thực hiện", exact=True)).to_be_visible()


PUBLIC = (
    "/d/none",
    "/khau-hieu/lai-chau-2024",
    "/luu-giu/lai-chau-2024",
    "/ho-so/none",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_without_a_docket_read_well_too(page: Page, path: str) -> None:
    page.goto(path)
    is_readable(page)
