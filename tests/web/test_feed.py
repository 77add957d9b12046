from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import icalendar
import pytest
import vobject

from desk.answer import Answer, answer
from desk.feeds import feed_address, revoke_feed
from desk.start import OFFICE
from ledger import letters
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.web.campaign import Campaign
from tests.web.reading import Page

AGENCY = "so-y-te"
SOMEBODY = Person("Người trả lời", "Chuyên viên Văn phòng")


def address(campaign: Campaign, agency: str = AGENCY) -> str:
    """Return the path of a feed."""
    return urlsplit(feed_address(campaign.desk, campaign.row(agency))).path


def read(browser: httpx.Client, campaign: Campaign, agency: str = AGENCY):
    answered = browser.get(address(campaign, agency))
    assert answered.status_code == 200
    return icalendar.Calendar.from_ical(answered.content)


def done(campaign: Campaign, *duties: str) -> None:
    row = campaign.row(AGENCY)
    given = Answer(EntryKind.FULFILLED, duties, SOMEBODY, f"act-{duties}")
    answer(campaign.desk, row.id, given, campaign.now)


def duties(campaign: Campaign) -> list[str]:
    with campaign.desk.ledger.read() as tx:
        queued = letters.of_docket(tx, campaign.row(AGENCY).id)
    return [item.duty for item in queued[0].items]


@pytest.mark.parametrize("agency", [AGENCY, OFFICE])
def test_a_feed_is_a_calendar_that_two_readers_read(
    browser: httpx.Client, campaign: Campaign, agency: str
) -> None:
    answered = browser.get(address(campaign, agency))
    assert answered.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answered.headers["cache-control"] == "private, no-cache"
    events = icalendar.Calendar.from_ical(answered.content).events
    others = vobject.readOne(answered.text).vevent_list
    assert [one["UID"] for one in events] == [one.uid.value for one in others]
    assert [str(one["SUMMARY"]) for one in events] == [
        one.summary.value for one in others
    ]
    assert len(events) > 1


def test_an_agencys_feed_lists_its_open_duties_and_rings_the_working_day_before(
    browser: httpx.Client, campaign: Campaign
) -> None:
    every = read(browser, campaign).events
    listed = sum(str(event["DESCRIPTION"]).count("Thời hạn: ") for event in every)
    assert listed == len(duties(campaign))
    for event in every:
        (alarm,) = event.walk("VALARM")
        rings = datetime.combine(event.start, datetime.min.time()) + alarm["TRIGGER"].dt
        assert rings.hour == 8
        assert campaign.desk.days.before(event.start) == rings.date()
    done(campaign, *duties(campaign))
    assert read(browser, campaign).events == []


def test_a_feed_holds_no_link_into_a_docket(
    browser: httpx.Client, campaign: Campaign
) -> None:
    text = browser.get(address(campaign)).text.replace("\r\n ", "")
    assert "/d/" not in text
    assert campaign.row(AGENCY).token not in text


def test_an_overdue_day_says_so_and_rings_no_more(
    browser: httpx.Client, campaign: Campaign
) -> None:
    campaign.now = datetime(2024, 7, 24, 9, tzinfo=VN)
    last = read(browser, campaign).events[-1]
    assert str(last["SUMMARY"]).startswith("QUÁ HẠN 19/7/2024")
    assert last.start == date(2024, 7, 19)
    assert not last.walk("VALARM")


def test_the_launch_stands_in_both_feeds_with_place_and_hour(
    browser: httpx.Client, campaign: Campaign
) -> None:
    starts = datetime(2024, 5, 31, 7, 30, tzinfo=VN)
    campaign.convene(starts)
    for agency in (AGENCY, OFFICE):
        (launch,) = [
            event
            for event in read(browser, campaign, agency).events
            if str(event["SUMMARY"]).startswith("Lễ phát động")
        ]
        assert launch.start == starts
        assert launch["LOCATION"] == "Quảng trường Nhân dân"


def test_the_offices_feed_counts_what_is_open_of_each_last_day(
    browser: httpx.Client, campaign: Campaign
) -> None:
    def said() -> list[str]:
        return [str(e["SUMMARY"]) for e in read(browser, campaign, OFFICE).events]

    before = said()
    assert sum(one.startswith("Giai đoạn") for one in before) == 4
    done(campaign, duties(campaign)[0])
    changed = set(said()) ^ set(before)
    assert len(changed) == 2
    assert all(one.startswith("Thời hạn") for one in changed)


def test_what_has_not_changed_is_not_sent_again(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = address(campaign)
    first = browser.get(path)
    tag, since = first.headers["etag"], first.headers["last-modified"]
    for headers in (
        {"if-none-match": tag},
        {"if-none-match": f'"other", W/{tag}'},
        {"if-modified-since": since},
        {"if-none-match": tag, "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        again = browser.get(path, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert browser.get(path).content == first.content
    for headers in (
        {"if-none-match": '"other"', "if-modified-since": since},
        {"if-modified-since": "yesterday"},
        {"if-modified-since": "Mon, 01 Jan 99999999999 00:00:00 GMT"},
        {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        assert browser.get(path, headers=headers).status_code == 200


def test_a_fact_and_a_new_day_change_the_tag(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = address(campaign)
    tags = [browser.get(path).headers["etag"]]
    done(campaign, duties(campaign)[0])
    tags.append(browser.get(path).headers["etag"])
    campaign.now += timedelta(days=1)
    tags.append(browser.get(path).headers["etag"])
    assert len(set(tags)) == 3


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_a_feed_changes_nothing(
    browser: httpx.Client, campaign: Campaign, method: str
) -> None:
    before = campaign.facts(AGENCY), campaign.row(AGENCY)
    for _ in range(2):
        answered = browser.request(method, address(campaign))
        assert answered.status_code == 200
        assert "set-cookie" not in answered.headers
    assert (campaign.facts(AGENCY), campaign.row(AGENCY)) == before


def test_an_address_that_opens_no_feed_is_answered_like_any_lost_link(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = address(campaign)
    stem = path.removesuffix(".ics")
    docket = campaign.row(AGENCY).id
    signed = campaign.link(AGENCY).rpartition("/")[2]
    lost = browser.get("/d/nobody")
    altered = stem[:-1] + ("0" if stem[-1] != "0" else "1")
    for wrong in (
        f"{altered}.ics",
        f"/lich/{signed}.ics",
        f"/lich/{docket + 1}{stem.partition(str(docket))[2]}.ics",
        f"/lich/999999999{stem[stem.rindex('-') :]}.ics",
        f"/lich/{'9' * 40}{stem[stem.rindex('-') :]}.ics",
        "/lich/x.ics",
        "/lich/²-" + "é" * 32 + ".ics",
    ):
        answered = browser.get(wrong)
        assert answered.status_code == 404
        assert answered.text == lost.text
    assert browser.get(f"/d/{stem.rpartition('/')[2]}").status_code == 404


def test_a_revoked_feed_ends_and_the_docket_stays_open(
    browser: httpx.Client, campaign: Campaign
) -> None:
    old = address(campaign)
    revoke_feed(campaign.desk, campaign.row(AGENCY).id, campaign.now)
    assert browser.get(old).status_code == 404
    assert browser.get(address(campaign)).status_code == 200
    assert browser.get(campaign.link(AGENCY)).status_code == 200
    page = Page(browser.post(campaign.link(AGENCY)).text)
    assert address(campaign) in page.text
    campaign.rotate(AGENCY)
    assert address(campaign) != old


def test_a_new_link_ends_the_feed_of_the_old_one(
    browser: httpx.Client, campaign: Campaign
) -> None:
    old = address(campaign)
    campaign.rotate(AGENCY)
    assert browser.get(old).status_code == 404


def test_a_feed_ends_with_its_season_and_begins_with_its_plan(
    browser: httpx.Client, campaign: Campaign
) -> None:
    campaign.now = datetime(2025, 3, 1, tzinfo=VN)
    assert browser.get(address(campaign)).status_code == 404


def test_the_page_shows_where_its_calendar_is(
    browser: httpx.Client, campaign: Campaign
) -> None:
    page = Page(browser.post(campaign.link(AGENCY)).text)
    assert feed_address(campaign.desk, campaign.row(AGENCY)) in page.text
