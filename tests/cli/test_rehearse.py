from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from tests.desk.desks import NAME


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(campaign, ["rehearse", NAME, *arguments])


@pytest.mark.parametrize("day", ["2024-01-01", "2024-08-01", "9999-12-31"])
def test_a_day_outside_the_season_is_refused_and_nothing_begun(day: str, var: Path):
    result = run("--until", day)
    assert result.exit_code == 2
    assert "name a day from 2024-" in result.output
    assert not var.exists()


def test_a_mailbox_that_cannot_be_written_stops_the_rehearsal_for_later(var: Path):
    (var / "mailbox").mkdir(parents=True)
    (var / "mailbox" / "mailbox.sqlite3").mkdir()
    assert "cannot keep mail in" in str(run("--until", "2024-06-01").exception)
    (var / "mailbox" / "mailbox.sqlite3").rmdir()
    assert run("--until", "2024-06-01").exit_code == 0
