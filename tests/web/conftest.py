import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from tests.postbox.serving import serving
from tests.web.campaign import Campaign, issue, sit_down
from web.app import create_app
from web.site import Site

PHONE = 360


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of a campaign just issued, to be copied."""
    return issue(tmp_path_factory.mktemp("issued") / "ledger.db")


@pytest.fixture
def campaign(issued: Path, tmp_path: Path) -> Iterator[Campaign]:
    opened = sit_down(shutil.copy(issued, tmp_path / "ledger.db"))
    yield opened
    opened.desk.ledger.close()


@pytest.fixture(scope="session")
def pages(issued: Path) -> Iterator[tuple[FastAPI, str]]:
    """A real server on a free port, and its address; nobody asks in a hurry."""
    minutes = count(step=60)
    app = create_app(sit_down(issued).desk, seconds=lambda: next(minutes))
    with serving(app) as address:
        yield app, address


@pytest.fixture
def address(pages: tuple[FastAPI, str], campaign: Campaign) -> str:
    """Where the pages of this test's campaign are served."""
    app, address = pages
    app.state.site = Site(campaign.desk, campaign.clock)
    return address


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    """A browser: it follows answers and says where its forms come from."""
    with httpx.Client(
        base_url=address, headers={"origin": address}, follow_redirects=True
    ) as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=address,
        viewport={"width": PHONE, "height": 740},
        java_script_enabled=True,
    )
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    yield page
    context.close()
