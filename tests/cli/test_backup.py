import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.beat import beat
from flows.backup import HOURS
from flows.deployments import SERVED
from flows.standing import (
    AlreadyUpError,
    UnfinishedRestoreError,
    refuse_unfinished,
    restoring,
    stand,
)
from ledger.errors import LedgerDamagedError
from settings import Settings
from tests.desk.desks import ISSUED, NAME, issued

Run = Callable[..., Result]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    var = tmp_path / "var"
    return Settings(var=var, ledger=str(var / "ledger.db"), backups_kept=2)


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CAMPAIGN_VAR", str(settings.var))
    monkeypatch.setenv("CAMPAIGN_BACKUPS_KEPT", "2")
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(campaign, arguments)

    return invoke


def backed_up(run: Run, settings: Settings) -> Path:
    desk = issued(settings.ledger)
    beat(desk, ISSUED)
    desk.ledger.close()
    result = run("backup", "--json")
    assert result.exit_code == 0, result.output
    made = json.loads(result.stdout)
    assert made["violations"] == 0
    return Path(made["file"])


def test_the_ledger_is_backed_up_restored_and_reconciled(run: Run, settings: Settings):
    made = backed_up(run, settings)
    assert made.parent == settings.var / "backups"
    assert run("backup", str(settings.var / "elsewhere")).exit_code == 0
    result = run("restore", str(made))
    assert result.exit_code == 0, result.output
    assert "its newest fact is of 06/05/2024 08:00" in result.stdout
    (aside,) = settings.var.glob("ledger-replaced-*.db")
    assert str(aside) in result.stdout
    assert not restoring(settings).exists()
    assert "chờ đối chiếu" in run("status").stdout
    listed = run("reconcile", NAME, "--from", str(aside), "--json")
    letters = json.loads(listed.stdout)["letters"]
    assert not any(one["left"] for one in letters)
    asked = ("--done", f"{len(letters)}", "--left", letters[0]["key"])
    assert f"--done {len(letters)}" in run("reconcile", NAME).stdout
    done = run("reconcile", NAME, *asked, "--name", "A", "--post", "B")
    assert f"1 letters had left, {len(letters) - 1} go now" in done.stdout
    assert "chờ đối chiếu" not in run("status").stdout


def test_nothing_is_restored_beside_a_running_product(run: Run, settings: Settings):
    made = backed_up(run, settings)
    with stand(settings):
        result = run("restore", str(made))
    assert isinstance(result.exception, AlreadyUpError)
    assert "stop it first" in str(result.exception)
    assert not list(settings.var.glob("ledger-replaced-*"))


def test_an_interrupted_restore_is_not_served(run: Run, settings: Settings):
    made = backed_up(run, settings)
    refuse_unfinished(settings)
    made.write_bytes(b"half of it")
    assert isinstance(run("restore", str(made)).exception, LedgerDamagedError)
    with pytest.raises(UnfinishedRestoreError, match="run `campaign restore` again"):
        refuse_unfinished(settings)
    assert isinstance(run("up").exception, UnfinishedRestoreError)


def test_what_is_not_there_is_not_backed_up(run: Run):
    assert "nothing to back up" in str(run("backup").exception)


def test_every_day_is_backed_up_at_noon_and_in_the_evening():
    served = next(one for one in SERVED if one.name == "backup")
    assert served.crons == HOURS
    assert [cron.split()[1:] for cron in HOURS] == [
        [h, "*", "*", "*"] for h in ("12", "18")
    ]
