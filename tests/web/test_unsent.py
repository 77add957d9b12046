"""An agency's page says so while its campaign's letters do not leave."""

from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from desk.arming.arm import arm, let_out, withhold
from desk.arming.outlook import outlook
from desk.pages.docket import open_docket
from schemas.entry import Person
from schemas.outlet import MAILBOX, Outlet
from tests.web.campaign import NAME, Campaign
from tests.web.reading import Page

REAL = Outlet("127.0.0.1:25", ("laichau.example", "boldtbxh.example"))
OTHER = REAL._replace(server="127.0.0.2:25")
WHO = Person("Người thử", "Chánh Văn phòng", "Rà soát danh sách")
LATER = "mã biên nhận có ngay; thư gửi sau."


@pytest.fixture
def campaign(campaign: Campaign) -> Campaign:
    """The campaign beside a real mail server that nobody has armed it for."""
    campaign.desk = replace(campaign.desk, outlet=REAL)
    return campaign


def armed(campaign: Campaign, outlet: Outlet = REAL) -> None:
    desk = replace(campaign.desk, outlet=outlet)
    seen = outlook(desk, NAME, campaign.now).preview
    arm(desk, NAME, NAME, seen, WHO, campaign.now)


def elsewhere(campaign: Campaign) -> None:
    armed(campaign, OTHER)


def held(campaign: Campaign) -> None:
    armed(campaign)
    withhold(campaign.desk, NAME, WHO, campaign.now)


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (lambda _: None, "Thư của chiến dịch này chưa được phép gửi ra ngoài."),
        (elsewhere, "Thư của chiến dịch này đang chờ được phép gửi lại."),
        (held, "Thư của chiến dịch này đang được giữ lại."),
    ],
)
def test_an_agency_reads_that_letters_do_not_leave(
    browser: httpx.Client,
    campaign: Campaign,
    done: Callable[[Campaign], None],
    said: str,
) -> None:
    done(campaign)
    text = Page(browser.post(campaign.link("so-y-te")).text).text
    assert said in text
    assert LATER in text


def test_nothing_is_said_while_they_leave(
    browser: httpx.Client, campaign: Campaign
) -> None:
    held(campaign)
    let_out(campaign.desk, NAME, WHO, campaign.now)
    assert LATER not in Page(browser.post(campaign.link("so-y-te")).text).text


def test_nothing_is_said_of_the_embedded_mailbox(campaign: Campaign) -> None:
    desk, token = replace(campaign.desk, outlet=MAILBOX), campaign.row("so-y-te").token
    page = open_docket(desk, token, campaign.now)
    assert page is not None
    assert page.unsent == ""
