import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.emptied import emptied

# How long anything takes is told by benchmarks, on a machine that does nothing else.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SERVER = os.environ.get(
    "TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres"
)

CHROMIUM = Path("/usr/bin/chromium")

LONG = ("prefect", "torture")
"""Marks of tests that wait for servers, or play whole seasons."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take long first: no process is left with one in the end."""
    marked = (one for one in items if any(map(one.get_closest_marker, LONG)))
    long = {one.path for one in marked}
    items.sort(key=lambda one: one.path not in long)


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """A PostgreSQL database of this run's own, as the last test left it."""
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers at {SERVER}: {error}")
    name = f"campaign_test_{secrets.token_hex(6)}"
    with server:
        server.execute(f"CREATE DATABASE {name}")
        yield SERVER.rpartition("/")[0] + "/" + name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def on_postgresql(database: str) -> str:
    """The address of a PostgreSQL database without any table."""
    return emptied(database)


@pytest.fixture
def on_sqlite(tmp_path: Path) -> str:
    return str(tmp_path / "ledger.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """An empty place for a ledger, in each database."""
    return request.getfixturevalue(f"on_{request.param}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        yield browser
        browser.close()
