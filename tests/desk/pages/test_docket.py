from datetime import timedelta
from pathlib import Path

import pytest

from desk.answer import Answer, answer, undo
from desk.pages.docket import find_receipt, open_docket
from desk.pages.lost_link import ask_again
from desk.pages.views import DocketPage
from schemas.entry import EntryKind, Person
from schemas.status import Status
from tests.web.campaign import Campaign, issue, sit_down

SOMEBODY = Person("Người trả lời", "Chuyên viên", "Văn bản số 12")


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return sit_down(issue(tmp_path / "ledger.db"))


def page_of(campaign: Campaign, agency: str = "so-y-te") -> DocketPage:
    page = open_docket(campaign.desk, campaign.row(agency).token, campaign.now)
    assert page is not None
    return page


def say(campaign: Campaign, kind: EntryKind, *duties: str, act: str = "a") -> str:
    given = Answer(kind, duties, SOMEBODY, act)
    return answer(campaign.desk, campaign.row("so-y-te").id, given, campaign.now).code


def test_a_page_tells_what_waits_from_what_is_not_done(campaign: Campaign) -> None:
    say(campaign, EntryKind.CONFIRMED, "3.1")
    say(campaign, EntryKind.FULFILLED, "own-plan", act="b")
    page = page_of(campaign)
    assert [one.duty.id for one in page.waiting] == ["report"]
    assert [one.duty.id for one in page.unsettled] == ["3.1", "report"]
    assert page.standings == {"Đã tiếp nhận": 1, "Đã hoàn thành": 1, "Chờ xác nhận": 1}
    assert [one.status for one in page.owed] == [
        Status.CONFIRMED,
        Status.DONE,
        Status.AWAITING,
    ]
    assert not page.asked
    assert page_of(campaign, "ubmttq").asked


def test_the_last_that_was_said_carries_its_person_and_receipt(
    campaign: Campaign,
) -> None:
    code = say(campaign, EntryKind.CONFIRMED, "3.1", "own-plan")
    said = [one.said for one in page_of(campaign).owed[:2]]
    assert [one and (one.who, one.note, one.code) for one in said] == [
        ("Người trả lời, Chuyên viên", "Văn bản số 12", code)
    ] * 2


def test_what_was_undone_is_not_said_any_more(campaign: Campaign) -> None:
    code = say(campaign, EntryKind.CONFIRMED, "3.1")
    said = page_of(campaign).owed[0].said
    assert said is not None
    docket = campaign.row("so-y-te").id
    undone = undo(campaign.desk, docket, said.n, SOMEBODY, "u", campaign.now).code
    page = page_of(campaign)
    assert page.owed[0].said is None
    first = find_receipt(campaign.desk, page, code, campaign.now)
    second = find_receipt(campaign.desk, page, undone, campaign.now)
    assert first is not None
    assert second is not None
    assert first.duties == ((page.owed[0].duty.title, 0),), "nothing is left to undo"
    assert second.said.what == "Hoàn tác: xác nhận tiếp nhận"
    assert second.said.step == ""


def test_a_receipt_belongs_to_its_docket(campaign: Campaign) -> None:
    code = say(campaign, EntryKind.CONFIRMED, "3.1")
    other = page_of(campaign, "ubmttq")
    assert find_receipt(campaign.desk, other, code, campaign.now) is None


def test_nothing_can_be_undone_after_seven_days(campaign: Campaign) -> None:
    say(campaign, EntryKind.CONFIRMED, "3.1")
    campaign.now += timedelta(days=7)
    said = page_of(campaign).owed[0].said
    assert said is not None
    assert said.n == 0


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("vanthu@soyte.laichau.example", 1),
        (" VANTHU@soyte.laichau.EXAMPLE ", 1),
        ("soyte.laichau.example", 0),
        ("giamdoc@soyte.laichau.example", 0),
        ("chutich@ubnd.laichau.example", 0),
        ("", 0),
    ],
)
def test_a_lost_link_is_asked_for_by_the_contact_s_own_address(
    campaign: Campaign, address: str, asked: int
) -> None:
    assert ask_again(campaign.desk, address, "a", campaign.now) == asked
    assert ask_again(campaign.desk, address, "b", campaign.now) == 0, "once a day"


def test_no_link_is_asked_for_once_the_season_is_long_over(campaign: Campaign) -> None:
    campaign.now += timedelta(days=200)
    address = "vanthu@soyte.laichau.example"
    assert ask_again(campaign.desk, address, "a", campaign.now) == 0
