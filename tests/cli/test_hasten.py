"""`campaign hasten`: the next step shown, and sent with --apply."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.beat import beat
from desk.desk import open_desk
from ledger import rehearsals
from schemas.base import VN
from tests.desk.desks import ISSUED, NAME, issued

NOW = datetime(2024, 5, 8, 9, tzinfo=VN)
WHO = ("--name", "Người quyết định", "--post", "Chánh Văn phòng")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "160")
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    desk = issued(where)
    beat(desk, ISSUED)
    desk.ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    command = ["hasten", NAME, "so-y-te", *WHO, *arguments, "--ledger", ledger]
    return CliRunner().invoke(campaign, command)


def test_it_is_shown_and_then_sent(ledger: str):
    result = run(ledger)
    assert result.exit_code == 0, result.output
    assert "08/05/2024 09:00" in result.stdout
    assert (
        "so-y-te: 1 would leave before the day; send it with --apply" in result.stdout
    )
    (shown,) = json.loads(run(ledger, "--json").stdout)["steps"]
    assert shown["at"] == NOW.isoformat() < shown["by_itself"]
    result = run(ledger, "--duty", shown["duty"], "--apply")
    assert "so-y-te: 1 leaves before the day" in result.stdout
    assert "due by itself" in str(run(ledger, "--duty", shown["duty"]).exception)
