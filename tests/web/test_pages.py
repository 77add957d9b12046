from dataclasses import replace
from datetime import datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from desk.answer import Answer, answer
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.web.campaign import Campaign, sit_down
from tests.web.reading import Page
from web.fields import LENGTHS
from web.site import Site

SOMEBODY = Person("Người trả lời", "Chuyên viên Văn phòng")
EVERY = [
    "so-y-te",
    "so-gddt",
    "so-ldtbxh",
    "muong-te",
    "tp-lai-chau",
    "ubmttq",
    "doan-thanh-nien",
]


def enter(browser: httpx.Client, campaign: Campaign, agency: str = "so-y-te") -> Page:
    return Page(browser.post(campaign.link(agency)).text)


def test_a_link_shows_whose_docket_it_is_and_one_button(
    browser: httpx.Client, campaign: Campaign
) -> None:
    answered = browser.get(campaign.link("so-y-te"))
    page = Page(answered.text)
    assert answered.status_code == 200
    assert "Sở Y tế" in page.text
    assert "Kế hoạch số 1234/KH-UBND ngày 6/5/2024 của UBND tỉnh Lai Châu" in page.text
    assert "3 nhiệm vụ" in page.text
    assert [form.action for form in page.forms] == [campaign.link("so-y-te")]
    assert page.forms[0].fields == []
    assert page.forms[0].buttons == [""]


@pytest.mark.parametrize("marked", [True, False])
def test_a_page_of_a_rehearsal_is_marked(
    browser: httpx.Client,
    pages: tuple[FastAPI, str],
    campaign: Campaign,
    marked: bool,
) -> None:
    desk = replace(campaign.desk, marked=marked)
    pages[0].state.site = Site(desk, campaign.clock)
    for page in (
        browser.get(campaign.link("so-y-te")),
        browser.post(campaign.link("so-y-te")),
        browser.get("/khau-hieu/lai-chau-2024"),
        browser.get("/d/no-such-link"),
    ):
        assert ("<strong>Diễn tập</strong>" in page.text) is marked


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_changes_nothing(
    browser: httpx.Client, campaign: Campaign, method: str
) -> None:
    before = campaign.facts("so-y-te"), campaign.row("so-y-te")
    for _ in range(3):
        answered = browser.request(method, campaign.link("so-y-te"))
        assert answered.status_code == 200
        assert "set-cookie" not in answered.headers
    assert (campaign.facts("so-y-te"), campaign.row("so-y-te")) == before


def test_the_button_opens_the_docket_and_records_it_once(
    browser: httpx.Client, campaign: Campaign
) -> None:
    for _ in range(2):
        answered = browser.post(campaign.link("so-y-te"))
        assert answered.history[0].status_code == 303
        assert answered.url.path.startswith("/ho-so/")
    seen = [f for f in campaign.facts("so-y-te") if f.kind is EntryKind.SEEN]
    assert [fact.at for fact in seen] == [campaign.now]


def test_the_browser_keeps_the_visit_for_this_docket_and_two_hours(
    browser: httpx.Client, campaign: Campaign
) -> None:
    opened = browser.post(campaign.link("so-y-te"))
    cookie = opened.history[0].headers["set-cookie"]
    assert f"Path={opened.url.path};" in cookie
    for said in ("HttpOnly", "SameSite=strict", "Max-Age=7200"):
        assert said in cookie
    assert campaign.row("so-y-te").token not in opened.text
    campaign.now += timedelta(hours=1, minutes=59)
    assert browser.get(opened.url).status_code == 200
    campaign.now += timedelta(minutes=1)
    assert browser.get(opened.url).status_code == 403


def test_two_dockets_open_in_one_browser_stay_apart(
    browser: httpx.Client, campaign: Campaign
) -> None:
    health = browser.post(campaign.link("so-y-te")).url
    front = browser.post(campaign.link("ubmttq")).url
    assert health != front
    assert "<h1>Sở Y tế</h1>" in browser.get(health).text
    assert "<h1>Ủy ban Mặt trận tổ quốc tỉnh</h1>" in browser.get(front).text


def test_a_cookie_opens_no_other_docket(
    browser: httpx.Client, campaign: Campaign
) -> None:
    health = browser.post(campaign.link("so-y-te"))
    front = browser.post(campaign.link("ubmttq")).url
    stolen = health.history[0].headers["set-cookie"].partition(";")[0]
    browser.cookies.clear()
    answered = browser.get(front, headers={"cookie": stolen})
    assert answered.status_code == 403


def lost_links(campaign: Campaign) -> dict[str, str]:
    good = campaign.link("so-y-te")
    links = {
        "altered": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "unknown": "/d/" + campaign.desk.links.url("nobody").rpartition("/")[2],
        "an open group's": campaign.link("don-vi-lien-quan"),
        "the office's own": campaign.link("@office"),
        "not signed": "/d/so-y-te",
        "empty": "/d/",
        "no path of ours": "/admin.php",
    }
    campaign.rotate("so-y-te")
    return {**links, "revoked": good}


def test_links_that_open_nothing_get_one_and_the_same_page(
    browser: httpx.Client, campaign: Campaign
) -> None:
    answers = {why: browser.get(link) for why, link in lost_links(campaign).items()}
    campaign.now = datetime(2024, 8, 31, tzinfo=VN)
    answers["expired"] = browser.get(campaign.link("so-y-te"))
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.content for answer in answers.values()}) == 1
    headers = [dict(answer.headers) for answer in answers.values()]
    assert len({tuple(sorted(set(h) - {"date"})) for h in headers}) == 1
    assert "Đường dẫn bị mất?" in answers["revoked"].text


def test_a_link_opens_until_thirty_days_after_the_season(
    browser: httpx.Client, campaign: Campaign
) -> None:
    campaign.now = datetime(2024, 8, 30, 23, 59, tzinfo=VN)
    assert browser.get(campaign.link("so-y-te")).status_code == 200


def test_a_rotated_link_ends_visits_too(
    browser: httpx.Client, campaign: Campaign
) -> None:
    opened = browser.post(campaign.link("so-y-te")).url
    campaign.rotate("so-y-te")
    assert browser.get(opened).status_code == 403


@pytest.mark.parametrize("agency", EVERY)
def test_a_docket_lists_duties_with_state_and_deadline(
    browser: httpx.Client, campaign: Campaign, agency: str
) -> None:
    campaign.convene(datetime(2024, 5, 31, 8, tzinfo=VN))
    answered = browser.post(campaign.link(agency))
    page = Page(answered.text)
    owed = campaign.row(agency).expected
    assert owed > 1
    assert page.text.count("Chờ xác nhận") == owed
    assert page.text.count("Thời hạn: ") == owed
    assert "08:00 ngày 31/5/2024" in page.text
    assert "Chủ đề: Hành động thiết thực" in page.text
    assert "tel:111" in page.links
    assert "/khau-hieu/lai-chau-2024" in page.links
    assert len(answered.content) < 50_000


@pytest.mark.parametrize("agency", ["so-y-te", "ubmttq"])
def test_a_page_is_plain_accessible_html(
    browser: httpx.Client, campaign: Campaign, agency: str
) -> None:
    campaign.convene(datetime(2024, 5, 31, 8, tzinfo=VN))
    for answered in (
        browser.get(campaign.link(agency)),
        browser.post(campaign.link(agency)),
    ):
        page = Page(answered.text)
        assert '<html lang="vi">' in answered.text
        assert not {"script", "style", "img", "iframe"} & page.elements
        assert not any(
            name.startswith("on") or name == "style" for name in page.attributes
        )
        assert len(page.ids) == len(set(page.ids))
        assert set(page.labels) <= set(page.ids)
        fields = [n for f in page.forms for n, _ in f.fields]
        shown = set(LENGTHS) | {"tien-do", "so-nguoi", "den-ngay"}
        assert len(page.labels) == sum(name in shown for name in fields)


def test_whoever_was_asked_reads_no_reproach(
    browser: httpx.Client, campaign: Campaign
) -> None:
    campaign.now = datetime(2024, 7, 25, 9, tzinfo=VN)
    assigned = enter(browser, campaign, "so-y-te").text
    asked = enter(browser, campaign, "ubmttq").text
    assert "Quá hạn" in assigned
    assert "uá hạn" not in asked
    assert "Đã đến thời hạn" in asked
    assert "nhiệm vụ" not in asked


def test_a_page_says_what_was_said_and_by_whom(
    browser: httpx.Client, campaign: Campaign
) -> None:
    given = Answer(EntryKind.PROGRESSED, ("3.1",), SOMEBODY, "a", "40")
    code = answer(campaign.desk, campaign.row("so-y-te").id, given, campaign.now).code
    page = enter(browser, campaign)
    assert "Đang thực hiện: 40%" in page.text
    assert "10:00 ngày 6/5/2024, Người trả lời, Chuyên viên Văn phòng" in page.text
    assert f"Biên nhận {code}" in page.text


def test_the_signed_plan_is_handed_out_within_the_visit_only(
    browser: httpx.Client, campaign: Campaign
) -> None:
    opened = browser.post(campaign.link("so-y-te"))
    text = browser.get(f"{opened.url}/ke-hoach")
    assert "ke-hoach.docx" in text.headers["content-disposition"]
    assert text.content.startswith(b"PK")
    assert "Tải nội dung Kế hoạch" in opened.text
    campaign.file_plan(b"%PDF-1.7 signed")
    page = browser.get(opened.url)
    assert "Tải Kế hoạch đã ký" in page.text
    (link,) = [link for link in Page(page.text).links if link.endswith("ke-hoach")]
    file = browser.get(link)
    assert (file.content, file.headers["content-type"]) == (
        b"%PDF-1.7 signed",
        "application/pdf",
    )
    assert "attachment" in file.headers["content-disposition"]
    browser.cookies.clear()
    assert browser.get(link).status_code == 403


def test_slogans_are_open_to_everybody(
    browser: httpx.Client, campaign: Campaign
) -> None:
    answered = browser.get("/khau-hieu/lai-chau-2024")
    page = Page(answered.text)
    assert answered.text.count("<li>") == 12
    assert "Lắng nghe trẻ em để chăm sóc, giáo dục và bảo vệ trẻ em." in page.text
    assert "tel:111" in page.links
    assert answered.headers["cache-control"].startswith("public")
    assert browser.get("/khau-hieu/khac").status_code == 404


def test_what_is_kept_of_persons_is_told_to_everybody(
    browser: httpx.Client, campaign: Campaign
) -> None:
    door = Page(browser.get(campaign.link("so-y-te")).text)
    assert "/luu-giu/lai-chau-2024" in door.links
    answered = browser.get("/luu-giu/lai-chau-2024")
    page = Page(answered.text)
    assert "kết thúc 180 ngày, từ ngày 28/1/2025" in page.text
    assert "không ghi tên, địa chỉ hay số điện thoại" in page.text
    assert answered.headers["cache-control"].startswith("public")
    assert browser.get("/luu-giu/khac").status_code == 404


def test_how_long_persons_are_kept_follows_the_settings(
    browser: httpx.Client, campaign: Campaign, pages: tuple[FastAPI, str]
) -> None:
    pages[0].state.site = Site(campaign.desk, campaign.clock, 30)
    page = Page(browser.get("/luu-giu/lai-chau-2024").text)
    assert "kết thúc 30 ngày, từ ngày 31/8/2024" in page.text


def test_the_style_is_small_and_fetches_nothing(browser: httpx.Client) -> None:
    style = browser.get("/trang.css")
    assert style.headers["content-type"].startswith("text/css")
    assert len(style.content) < 8_000
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_a_public_address_may_lie_below_a_path_and_be_encrypted(
    browser: httpx.Client, campaign: Campaign, pages: tuple[FastAPI, str]
) -> None:
    below = sit_down(campaign.file, "https://laichau.example/hoso")
    pages[0].state.site = Site(below.desk, below.clock)
    link = below.link("so-y-te")
    door = Page(browser.get(link).text)
    assert door.forms[0].action == f"/hoso{link}"
    assert "/hoso/khau-hieu/lai-chau-2024" in door.links
    opened = browser.post(link, follow_redirects=False)
    assert opened.headers["location"].startswith("/hoso/ho-so/")
    assert f"Path={opened.headers['location']};" in opened.headers["set-cookie"]
    assert opened.headers["set-cookie"].endswith("Secure")
    below.desk.ledger.close()
