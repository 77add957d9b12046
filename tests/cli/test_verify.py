import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from tests.desk.desks import ISSUED, NAME, issued, letters_to, started

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(campaign, ["verify", *arguments])

    return invoke


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """A ledger with the first letters sent."""
    where = str(tmp_path / "ledger.db")
    desk = issued(where)
    letters_to(desk, "laichau.example", ISSUED)
    desk.ledger.close()
    return where


def altered(ledger: str, change: str) -> None:
    with closing(sqlite3.connect(ledger)) as database, database:
        assert database.execute(change).rowcount == 1


def test_a_ledger_in_order_is_said_to_be(run: Run, ledger: str):
    result = run("--ledger", ledger)
    assert result.exit_code == 0, result.output
    assert f"{NAME}: 22 dockets" in result.stdout
    assert "no promise is broken" in result.stdout


def test_a_draft_has_nothing_to_verify(run: Run, tmp_path: Path):
    where = str(tmp_path / "draft.db")
    started(where).ledger.close()
    assert run("--ledger", where).exit_code == 0


@pytest.mark.parametrize(
    ("change", "promise", "what"),
    [
        (
            "DELETE FROM letters WHERE docket = 2 AND kind = 'assign'",
            "letters",
            "no letter was queued",
        ),
        (
            "UPDATE letters SET key = 'elsewhere' WHERE docket = 2 AND kind = 'assign'",
            "letters",
            "the letter elsewhere is of no action performed",
        ),
        ("UPDATE dockets SET n = n + 1 WHERE id = 2", "state", "its last is"),
        ("UPDATE dockets SET fulfilled = 1 WHERE id = 2", "counts", "its facts"),
        ("UPDATE dockets SET wake = NULL WHERE id = 2", "state", "sleeps past"),
    ],
)
def test_what_was_altered_is_named(
    run: Run, ledger: str, change: str, promise: str, what: str
):
    altered(ledger, change)
    result = run(NAME, "--ledger", ledger, "--json")
    assert result.exit_code == 1
    (seen,) = json.loads(result.stdout)["campaigns"]
    assert any(
        one["promise"] == promise and what in one["what"] for one in seen["violations"]
    )
    shown = run(NAME, "--ledger", ledger)
    assert shown.exit_code == 1
    assert what in shown.stdout


def test_the_hour_of_a_rehearsal_goes_by_its_own_clock(run: Run, tmp_path: Path):
    result = CliRunner().invoke(
        campaign,
        ["rehearse", "dong-dang-2024", "--ledger", str(tmp_path / "r.db"), "--json"],
    )
    assert result.exit_code == 0, result.output
    assert run("--ledger", str(tmp_path / "r.db")).exit_code == 0
