"""More time, on the agency's page: asked for, taken back, decided."""

from datetime import date, datetime, timedelta

import httpx
import pytest

from desk.extend import Ruling, rule
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.web.campaign import Campaign
from tests.web.reading import Page, fill

ASK = {
    "ho_ten": "Người trả lời",
    "chuc_vu": "Chuyên viên Văn phòng",
    "den_ngay": "2024-07-26",
    "ghi_chu": "Mưa lũ kéo dài",
}
CHIEF = Person("Người quyết định", "Trưởng phòng", "Đồng ý vì mưa lũ")
PLACE = "report-gia-han"


def enter(browser: httpx.Client, campaign: Campaign) -> Page:
    return Page(browser.post(campaign.link("so-y-te")).text)


def asked(campaign: Campaign) -> list[tuple[EntryKind, str, str]]:
    kinds = (EntryKind.TIME_ASKED, EntryKind.UNDONE)
    facts = campaign.facts("so-y-te")
    return [(f.kind, f.duty, f.step) for f in facts if f.kind in kinds]


def decide(campaign: Campaign, until: date | None) -> None:
    ruling = Ruling("report", until, CHIEF, f"rule{until}")
    rule(campaign.desk, campaign.row("so-y-te").id, ruling, campaign.now)


def test_more_time_is_asked_for_with_a_day_and_a_reason(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form(PLACE)
    answered = fill(browser, form, "gia-han", **ASK)
    assert asked(campaign) == [(EntryKind.TIME_ASKED, "report", "2024-07-26")]
    receipt = Page(answered.text).text
    assert "Đề nghị gia hạn: đến hết ngày 26/7/2024" in receipt
    assert "Mưa lũ kéo dài" in receipt
    page = enter(browser, campaign)
    assert "Đã đề nghị gia hạn đến hết ngày 26/7/2024, đang chờ" in page.text
    assert not [f for f in page.forms if ("o", PLACE) in f.fields], "one at a time"
    assert "trước ngày 20/7/2024" in page.text, "the day holds until it is decided"


def test_the_days_that_may_be_asked_for_are_offered(
    browser: httpx.Client, campaign: Campaign
) -> None:
    enter(browser, campaign)
    source = browser.post(campaign.link("so-y-te")).text
    assert 'type="date" required min="2024-07-20" max="2024-07-31"' in source
    assert "Từ ngày 20/7/2024 đến ngày 31/7/2024." in Page(source).text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"den_ngay": ""}, "Đề nghị ghi ngày đề nghị gia hạn."),
        ({"den_ngay": "31/6/2024"}, "Ngày chưa đúng"),
        ({"den_ngay": "tuần sau"}, "Ngày chưa đúng"),
        ({"den_ngay": "2024-07-19"}, "phải sau thời hạn hiện tại"),
        ({"den_ngay": "2024-08-01"}, "không muộn hơn ngày khóa sổ"),
        ({"ghi_chu": ""}, "Đề nghị ghi lý do gia hạn."),
        ({"ghi_chu": "cháu Nam sinh năm 2015"}, "số giấy tờ hoặc năm sinh"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded_or_lost(
    browser: httpx.Client, campaign: Campaign, wrong: dict[str, str], message: str
) -> None:
    form = enter(browser, campaign).form(PLACE)
    answered = fill(browser, form, "gia-han", **{**ASK, **wrong})
    page = Page(answered.text)
    assert answered.status_code == 422
    assert message in page.text
    assert asked(campaign) == []
    kept = page.form(PLACE)
    assert kept["den-ngay"] == {**ASK, **wrong}["den_ngay"]
    assert kept["ghi-chu"] == {**ASK, **wrong}["ghi_chu"]


def test_a_day_typed_as_people_write_it_is_understood(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form(PLACE)
    fill(browser, form, "gia-han", **{**ASK, "den_ngay": "26/7/2024"})
    assert asked(campaign) == [(EntryKind.TIME_ASKED, "report", "2024-07-26")]


def test_a_request_is_taken_back_while_nobody_has_decided(
    browser: httpx.Client, campaign: Campaign
) -> None:
    fill(browser, enter(browser, campaign).form(PLACE), "gia-han", **ASK)
    page = enter(browser, campaign)
    undo = next(f for f in page.forms if f.action.endswith("/hoan-tac"))
    decide(campaign, date(2024, 7, 24))
    assert not [
        f for f in enter(browser, campaign).forms if f.action.endswith("/hoan-tac")
    ]
    who = {"ho_ten": ASK["ho_ten"], "chuc_vu": ASK["chuc_vu"]}
    assert fill(browser, undo, **who).status_code == 409
    assert len(asked(campaign)) == 1


def test_taking_a_request_back_lets_one_ask_again(
    browser: httpx.Client, campaign: Campaign
) -> None:
    fill(browser, enter(browser, campaign).form(PLACE), "gia-han", **ASK)
    page = enter(browser, campaign)
    undo = next(f for f in page.forms if f.action.endswith("/hoan-tac"))
    fill(browser, undo, ho_ten=ASK["ho_ten"], chuc_vu=ASK["chuc_vu"])
    assert asked(campaign)[-1][0] is EntryKind.UNDONE
    assert enter(browser, campaign).form(PLACE)["den-ngay"] == ""


@pytest.mark.parametrize(
    ("until", "shown", "deadline"),
    [
        (
            date(2024, 7, 24),
            "Gia hạn: đến hết ngày 24/7/2024",
            "đã gia hạn, theo kế hoạch là hết ngày 19/7/2024",
        ),
        (None, "Không gia hạn", "trước ngày 20/7/2024"),
    ],
    ids=["another day than was asked for", "refused"],
)
def test_the_page_shows_what_was_decided_by_whom_and_why(
    browser: httpx.Client,
    campaign: Campaign,
    until: date | None,
    shown: str,
    deadline: str,
) -> None:
    fill(browser, enter(browser, campaign).form(PLACE), "gia-han", **ASK)
    decide(campaign, until)
    page = enter(browser, campaign)
    assert shown in page.text
    assert "Người quyết định, Trưởng phòng" in page.text
    assert "Lý do: Đồng ý vì mưa lũ" in page.text
    assert deadline in page.text
    assert "đang chờ cơ quan" not in page.text


def test_nothing_is_asked_for_once_the_campaign_closes(
    browser: httpx.Client, campaign: Campaign
) -> None:
    campaign.now = datetime(2024, 7, 31, 9, tzinfo=VN)
    assert enter(browser, campaign).form(PLACE)["den-ngay"] == ""
    campaign.now += timedelta(days=1)
    page = enter(browser, campaign)
    assert not [f for f in page.forms if ("o", PLACE) in f.fields]
