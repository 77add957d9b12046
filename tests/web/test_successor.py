"""A link of an agency that has ended leads to its successor's docket."""

from datetime import timedelta

import httpx

from desk.amendments.apply import apply_amendment
from desk.amendments.preview import preview_amendment
from desk.amendments.proposal import Edited
from desk.links import drawn
from desk.plans.read import read_plan
from schemas.agency import Succession
from schemas.entry import EntryKind
from schemas.in_force import Signing
from tests.web.campaign import Campaign
from tests.web.reading import Page, fill

ENDS, HEIR = "muong-te", "tp-lai-chau"


def merge(campaign: Campaign) -> None:
    plan, roster = read_plan("lai-chau-2024").require()
    ends = Succession(to=(HEIR,), since=campaign.now.date())
    agencies = tuple(
        one.model_copy(update={"successor": ends}) if one.id == ENDS else one
        for one in roster.agencies
    )
    edited = Edited(plan, roster.model_copy(update={"agencies": agencies}))
    seen = preview_amendment(campaign.desk, edited, campaign.now).seen
    signing = Signing(
        number="201/KH-UBND", signed_on=campaign.now.date(), signer="Phó Chủ tịch"
    )
    apply_amendment(campaign.desk, edited, signing, seen, campaign.now, drawn("x"))


def test_an_old_link_opens_the_successors_docket_and_says_so(
    browser: httpx.Client, campaign: Campaign
) -> None:
    link = campaign.link(ENDS)
    before = Page(browser.post(link).text)
    assert "UBND huyện Mường Tè" in before.text
    campaign.now += timedelta(hours=1)
    merge(campaign)
    told = "UBND huyện Mường Tè đã được sắp xếp lại"
    assert told in Page(browser.get(link).text).text
    opened = browser.post(link)
    page = Page(opened.text)
    assert told in page.text
    assert "Tiếp nhận từ UBND huyện Mường Tè" in page.text
    assert told not in Page(browser.post(campaign.link(HEIR)).text).text
    browser.post(link)
    form = page.form("10.1")
    who = {"ho_ten": "Người trả lời", "chuc_vu": "Chuyên viên"}
    assert fill(browser, form, "nhan", **who).status_code == 200
    said = [(f.kind, f.duty) for f in campaign.facts(HEIR) if f.duty == "10.1"]
    assert (EntryKind.CONFIRMED, "10.1") in said
    assert not [f for f in campaign.facts(ENDS) if f.kind is EntryKind.CONFIRMED]


def test_a_visit_from_before_the_merger_records_nothing_where_it_was(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = Page(browser.post(campaign.link(ENDS)).text).form("10.1")
    merge(campaign)
    before = campaign.facts(ENDS)
    who = {"ho_ten": "Người trả lời", "chuc_vu": "Chuyên viên"}
    assert fill(browser, form, "nhan", **who).status_code == 403
    assert campaign.facts(ENDS) == before
