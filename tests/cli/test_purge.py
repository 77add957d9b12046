import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from cli.purge import KINDS
from ledger import people
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


def test_every_kind_has_its_words():
    assert KINDS.keys() == {"agencies", *people.KINDS}
