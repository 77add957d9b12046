import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from cli.purge import KINDS
from ledger import people
from ledger.errors import LedgerPlayedError
from ledger.serving import playing
from tests.desk.desks import ISSUED, NAME, issued, letters_to


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    desk = issued(where)
    letters_to(desk, "laichau.example", ISSUED)
    desk.ledger.close()
    return where


def purge(*arguments: str) -> Result:
    return CliRunner().invoke(campaign, ["purge", NAME, *arguments])


def test_what_would_be_forgotten_is_listed_before_it_is(ledger: str):
    listed = purge("--ledger", ledger)
    assert listed.exit_code == 0, listed.output
    assert KINDS["messages"] in listed.stdout
    assert "to be forgotten from 28/01/2025, by --apply" in listed.stdout
    again = json.loads(purge("--ledger", ledger, "--json").stdout)
    assert again["since"] == "2025-01-28"
    assert again["messages"] > 0, "listing forgets nothing"
    done = purge("--ledger", ledger, "--apply")
    assert "facts, figures and reports stay" in done.stdout
    assert "nobody is left to forget" in purge("--ledger", ledger).stdout


def test_how_long_persons_are_kept_is_a_setting(
    ledger: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CAMPAIGN_RETENTION_DAYS", "3650")
    early = purge("--ledger", ledger, "--apply")
    assert early.exit_code == 1
    assert "kept until 30/07/2034" in str(early.exception)
    assert "messages" in json.loads(purge("--ledger", ledger, "--json").stdout)


def rehearse(*arguments: str) -> None:
    arguments = ("rehearse", NAME, "--until", "2024-05-07", *arguments)
    assert CliRunner().invoke(campaign, arguments).exit_code == 0


def test_rehearsals_are_listed_and_removed_with_what_lies_beside_them(
    ledger: str, tmp_path: Path
):
    home, elsewhere = tmp_path / "var" / "rehearsals", tmp_path / "mine.db"
    rehearse()
    rehearse("--seed", "2")
    rehearse("--ledger", str(elsewhere))
    first = min(home.glob("*.db"))
    reports = first.with_name(f"{first.stem}-reports")
    reports.mkdir()
    (reports / "report.docx").touch()
    other = home / f"{NAME}-hamlet-1-0123abcd.db"
    other.touch()
    by_form = home / "forms" / f"{NAME}-1.db"
    by_form.parent.mkdir()
    by_form.touch()
    before = {*home.rglob("*.db"), *home.rglob("*.docx")}  # SQLite's own come and go
    assert json.loads(purge("--ledger", ledger, "--json").stdout)["rehearsals"] == 3
    left = {*home.rglob("*.db"), *home.rglob("*.docx")}
    assert left == before, "listing removes nothing"
    assert purge("--ledger", ledger, "--apply").exit_code == 0
    assert {*home.rglob("*")} == {other, by_form.parent}
    assert elsewhere.exists()
    assert "nobody is left to forget" in purge("--ledger", ledger).stdout


def test_a_rehearsal_is_not_removed_while_it_is_played_or_by_itself(
    ledger: str, tmp_path: Path
):
    rehearse()
    (file,) = (tmp_path / "var" / "rehearsals").glob("*.db")
    with playing(file):
        done = purge("--ledger", ledger, "--apply")
    assert isinstance(done.exception, LedgerPlayedError)
    assert file.exists()
    listed = json.loads(purge("--ledger", str(file), "--json").stdout)
    assert "rehearsals" not in listed
    assert purge("--ledger", ledger, "--apply").exit_code == 0
    assert not file.exists()


def test_before_its_day_no_rehearsal_is_removed(
    ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CAMPAIGN_RETENTION_DAYS", "3650")
    rehearse()
    assert purge("--ledger", ledger, "--apply").exit_code == 1
    assert [*(tmp_path / "var" / "rehearsals").glob("*.db")]


def test_every_kind_has_its_words():
    assert KINDS.keys() == {"agencies", *people.KINDS, "rehearsals"}
