"""A ledger that another program keeps locked for a while."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import httpx

from desk.beat import beat
from desk.verify import verify
from ledger.errors import LedgerBusyError
from schemas.entry import EntryKind
from tests.postbox.serving import serving
from tests.web.campaign import NAME, Campaign, sit_down
from tests.web.reading import Page, Shown, fill
from web.app import create_app

_AGENCIES = ("so-y-te", "cong-an", "so-gddt")
_WHO = {"ho_ten": "Người trả lời", "chuc_vu": "Chuyên viên Văn phòng"}


def browsing(address: str) -> httpx.Client:
    """Return a browser that follows answers and says where its forms come from."""
    return httpx.Client(
        base_url=address, headers={"origin": address}, follow_redirects=True
    )


class People:
    """Who answers on the pages, and what the pages told them."""

    def __init__(self, campaign: Campaign, browser: httpx.Client) -> None:
        self._campaign, self._browser = campaign, browser
        self._forms = {agency: self._form(agency) for agency in _AGENCIES}
        self.told: set[str] = set()
        self.refused = 0
        self.wrong: list[str] = []

    def _form(self, agency: str) -> Shown:
        opened = self._browser.post(self._campaign.link(agency))
        return Page(opened.text).form("tat-ca")

    def send(self, *, locked: bool) -> None:
        """Send every form once more, as a person does who was told to."""
        for agency, form in self._forms.items():
            said = fill(self._browser, form, "nhan", **_WHO)
            if "<h1>Đã ghi nhận</h1>" in said.text and not locked:
                self.told.add(agency)
            elif said.status_code == 503 and "<h1>Chưa ghi nhận</h1>" in said.text:
                self.refused += 1
            else:
                self.wrong.append(f"{agency} is told {said.status_code}: {said.text}")

    def judge(self) -> list[str]:
        """Hold the ledger against what was told."""
        recorded = {
            agency
            for agency in _AGENCIES
            for fact in self._campaign.facts(agency)
            if fact.kind is EntryKind.CONFIRMED
        }
        wrong = [f"told otherwise: {one}" for one in recorded ^ self.told]
        wrong += [f"never recorded: {one}" for one in set(_AGENCIES) - self.told]
        found = verify(self._campaign.desk, NAME, self._campaign.now).violations
        return self.wrong + wrong + [str(one) for one in found]


def kept_busy(template: Path, seconds: float) -> dict[str, Any]:
    """Answer and beat while somebody holds the only writer's lock, and after."""
    campaign = sit_down(template)  # whose patience is a second
    app = create_app(campaign.desk, campaign.clock)
    with serving(app) as address, browsing(address) as browser:
        said = _while_locked(template, campaign, People(campaign, browser), seconds)
    campaign.desk.ledger.close()
    return said


def _while_locked(
    path: Path, campaign: Campaign, people: People, seconds: float
) -> dict[str, Any]:
    turned_away = 0
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        people.send(locked=True)
        turned_away += _turned_away(campaign)
    other.close()
    people.send(locked=False)
    still = _turned_away(campaign)
    wrong = people.judge() + ["no beat after the lock"] * still
    return {
        "locked": round(seconds),
        "refused": people.refused,
        "beats": turned_away,
        "recorded": len(people.told),
        "wrong": wrong,
    }


def _turned_away(campaign: Campaign) -> int:
    """Beat; return 1 where the ledger was busy, 0 where it was not."""
    try:
        beat(campaign.desk, campaign.now)
    except LedgerBusyError:
        return 1
    return 0
