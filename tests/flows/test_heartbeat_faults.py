"""What a heartbeat does when its ledger is damaged, full of somebody else, or newer."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.beat import beat
from flows.heartbeat import beaten
from flows.here import sit_down
from schemas import words
from settings import Settings
from tests.desk.desks import ISSUED, issued


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    desk = issued(str(path))
    beat(desk, ISSUED)
    desk.ledger.close()
    return path


def _damage(path: Path) -> None:
    """Spoil a page of the letters, which are read by their index only."""
    with sqlite3.connect(path) as database:
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'people'"
        ).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def _make_newer(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO ledger_migrations VALUES (9999, 'next')")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(_damage, words.LEDGER_DAMAGED, id="a damaged page"),
        pytest.param(_make_newer, words.LEDGER_NEWER, id="a newer program's"),
        pytest.param(
            lambda path: path.write_bytes(b"no ledger" * 1000),
            words.LEDGER_DAMAGED,
            id="another file",
        ),
    ],
)
def test_a_ledger_that_cannot_be_trusted_sends_nothing_and_says_so(
    path: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str
):
    spoil(path)
    sit_down(Settings(var=tmp_path / "var", ledger=str(path)))
    state = asyncio.run(beaten())
    assert state.is_failed()
    assert state.message == said
