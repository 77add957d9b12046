import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import campaign
from desk.renew import FolderTakenError


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("CAMPAIGN_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*arguments: str):
    command = ["new", "--from", "lai-chau-2024", "--year", "2027", *arguments]
    return CliRunner().invoke(campaign, command)


def test_the_folder_is_named_like_the_campaign_and_found_by_check(here: Path):
    result = new()
    assert result.exit_code == 0, result.output
    assert "To be filled in: legal_bases[1].note, theme, slogans, signer.post" in (
        result.output
    )
    assert "no answer times" in result.output
    checked = CliRunner().invoke(campaign, ["check", "lai-chau-2027"])
    assert checked.exit_code == 2
    assert "this is blank" in checked.output
    assert not (here / "var").exists(), "no ledger is made to be asked"


@pytest.mark.usefixtures("here")
def test_programs_read_every_edit():
    found = json.loads(new("--out", "next", "--json").stdout)
    edits = {one["field"]: one for one in found["edits"]}
    assert found["campaign"] == "lai-chau-2027"
    assert edits["period.last"]["value"] == "2027-06-30"
    assert edits["period.last"]["why"] == "Wednesday (Sunday in 2024)"
    assert edits["agencies[0]"]["value"] is None


@pytest.mark.usefixtures("here")
def test_a_folder_that_is_taken_and_a_ledger_that_is_missing_are_errors():
    assert new().exit_code == 0
    assert isinstance(new().exception, FolderTakenError)
    assert "no ledger" in str(new("--out", "x", "--ledger", "gone.db").exception)
