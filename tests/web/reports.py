"""A report as an agency writes it over the web: forms filled, buttons pressed."""

from datetime import datetime

import httpx

from desk.reports.writing import open_writing
from rules.reports.drafts import entered
from schemas.base import VN
from tests.web.campaign import Campaign
from tests.web.reading import Page, Shown

WHO = "so-y-te"
SIGNED = {"ho-ten": "Người trả lời", "chuc-vu": "Chuyên viên Văn phòng"}
JULY = datetime(2024, 7, 9, 9, tzinfo=VN)


def enter(browser: httpx.Client, campaign: Campaign, agency: str = WHO) -> str:
    """Open a docket and return the path of its report."""
    campaign.now = max(campaign.now, JULY)
    return f"{browser.post(campaign.link(agency)).url.path}/bao-cao"


def groups(campaign: Campaign, agency: str = WHO) -> dict[str, tuple[str, ...]]:
    """Return the figures an agency is asked for, by their group."""
    asked = open_writing(campaign.desk, campaign.row(agency).id).reporter.asked
    return {
        one.id: tuple(item.id for item in entered(asked, one.id))
        for one in asked.groups
    }


def form_of(browser: httpx.Client, path: str) -> Shown:
    """Return the form of a step as it is shown now."""
    return Page(browser.get(path).text).forms[-1]


def send(
    browser: httpx.Client,
    form: Shown,
    typed: dict[str, str] | None = None,
    button: str = "",
) -> httpx.Response:
    """Send a form: what it holds, what is typed or ticked, the button."""
    pressed = {"viec": button} if button else {}
    return browser.post(
        form.action, data={**dict(form.fields), **(typed or {}), **pressed}
    )


def write(
    browser: httpx.Client, path: str, typed: dict[str, str], button: str = ""
) -> httpx.Response:
    """Fill in a step as it is shown now."""
    return send(browser, form_of(browser, path), typed, button)


def write_all(browser: httpx.Client, campaign: Campaign, text: str = "0") -> str:
    """Fill in every figure, the forum's too, and return the report's path.

    All are the same, but for the whole of which the money is part.
    """
    path = enter(browser, campaign)
    for group, items in groups(campaign).items():
        step = f"{path}/muc/{group}"
        if group == "dien-dan":
            write(browser, step, {}, "co")
        figures = {f"figure.{one}": text for one in items}
        if "tong-kinh-phi" in items:
            figures["figure.tong-kinh-phi"] = "9 tỷ"
        assert write(browser, step, figures).status_code == 200
    return path


def hand_in(
    browser: httpx.Client, path: str, typed: dict[str, str] | None = None
) -> httpx.Response:
    """Sign the review as it is shown now, and press its last button."""
    return write(browser, f"{path}/xem-lai", {**SIGNED, **(typed or {})}, "nop")
