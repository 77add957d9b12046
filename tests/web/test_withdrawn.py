"""A withdrawn duty stands on its agency's page, with what was said of it."""

from datetime import timedelta

import httpx

from desk.amendments.apply import apply_amendment
from desk.amendments.preview import preview_amendment
from desk.amendments.proposal import Edited
from desk.amendments.reassign import with_reassigned
from desk.answer import Answer, answer
from desk.links import drawn
from desk.plans.read import read_plan
from rules.reassigned import Reassignment
from schemas.entry import EntryKind, Person
from schemas.in_force import Signing
from tests.web.campaign import Campaign
from tests.web.reading import Page, fill

SOMEBODY = Person("Người trả lời", "Chuyên viên Văn phòng")


def withdraw(campaign: Campaign, duty: str) -> None:
    plan, roster = read_plan("lai-chau-2024").require()
    entries = tuple(
        one.model_copy(update={"duties": tuple(d for d in one.duties if d.id != duty)})
        for one in plan.entries
    )
    amend(campaign, Edited(plan.model_copy(update={"entries": entries}), roster))


def amend(campaign: Campaign, edited: Edited) -> None:
    seen = preview_amendment(campaign.desk, edited, campaign.now).seen
    signing = Signing(
        number="201/KH-UBND", signed_on=campaign.now.date(), signer="Phó Chủ tịch"
    )
    apply_amendment(campaign.desk, edited, signing, seen, campaign.now, drawn("x"))


def test_a_withdrawn_duty_is_shown_with_its_document_and_its_answers(
    browser: httpx.Client, campaign: Campaign
) -> None:
    given = Answer(EntryKind.PROGRESSED, ("2.1",), SOMEBODY, "a", "40")
    code = answer(campaign.desk, campaign.row("so-gddt").id, given, campaign.now).code
    campaign.now += timedelta(hours=1)
    withdraw(campaign, "2.1")
    opened = browser.post(campaign.link("so-gddt"))
    page = Page(opened.text)
    assert "Nhiệm vụ đã thu hồi" in page.text
    assert "Theo văn bản số 201/KH-UBND ngày 6/5/2024." in page.text
    assert "được điều chỉnh tại văn bản số 201/KH-UBND ngày 6/5/2024" in page.text
    assert "Đang thực hiện: 40%" in page.text
    assert page.text.count("Thời hạn: ") == 5
    receipt = Page(browser.get(f"{opened.url}/bien-nhan/{code}").text)
    assert "Tuyên truyền pháp luật và kỹ năng" in receipt.text


def test_a_form_of_before_the_amendment_records_nothing(
    browser: httpx.Client, campaign: Campaign
) -> None:
    page = Page(browser.post(campaign.link("so-gddt")).text)
    form = page.form("2.1")
    withdraw(campaign, "2.1")
    before = campaign.facts("so-gddt")
    who = {"ho_ten": "Người trả lời", "chuc_vu": "Chuyên viên"}
    answered = fill(browser, form, **who, tien_do="40", button="dang")
    assert answered.status_code == 409
    assert "Kế hoạch đã được điều chỉnh" in Page(answered.text).text
    assert campaign.facts("so-gddt") == before


def test_whoever_owes_nothing_any_more_reads_so(
    browser: httpx.Client, campaign: Campaign
) -> None:
    asked = Reassignment("3.1", "so-y-te")
    amend(campaign, with_reassigned(campaign.desk, "lai-chau-2024", asked))
    page = Page(browser.post(campaign.link("so-y-te")).text)
    assert "Không có nhiệm vụ." in page.text
    assert page.text.count("Đã thu hồi") == 3
