"""`campaign reassign` and `campaign withdraw`: one duty, by an amending document."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.desk import open_desk
from desk.progress import progress
from ledger import rehearsals
from schemas.base import VN
from tests.desk.amendments.spring import NAME, spring

NOW = datetime(2024, 5, 20, 9, tzinfo=VN)
SIGNED = (
    *("--number", "201/KH-UBND", "--date", "2024-05-20"),
    *("--signer", "Phó Chủ tịch Nguyễn Văn A"),
)
REASSIGN = ("reassign", NAME, "school", "2.1", "--to", "office")
WITHDRAW = ("withdraw", NAME, "2.1", "--agency", "school")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    season = spring(where=where)
    season.play(NOW)
    season.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    return CliRunner().invoke(campaign, [*arguments, "--ledger", ledger])


def owed(ledger: str, agency: str) -> set[str]:
    desk = open_desk(ledger, "secret", "http://campaign.example")
    docket = progress(desk, NAME, NOW).dockets[agency]
    desk.ledger.close()
    return {one.duty for one in docket.assignments}


@pytest.mark.parametrize("command", [REASSIGN, WITHDRAW])
def test_a_duty_is_shown_and_then_owed_as_it_was_shown(
    ledger: str, command: tuple[str, ...]
):
    shown = json.loads(run(ledger, *command, "--json").stdout)
    assert shown["duties"]["school"][0]["kind"] == "withdrawn"
    assert "2.1" in owed(ledger, "school")
    result = run(ledger, *command, "--apply", *SIGNED, "--seen", shown["seen"])
    assert result.exit_code == 0, result.output
    assert "amended by 201/KH-UBND, revision 2" in result.stdout
    assert "2.1" not in owed(ledger, "school")
    assert ("2.1" in owed(ledger, "office")) is (command is REASSIGN)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("withdraw", NAME, "2.1"), "give --agency, or else --all"),
        ((*WITHDRAW, "--all"), "give --agency, or else --all"),
        ((*WITHDRAW, "--apply"), "applying needs --number"),
        ((*REASSIGN, *SIGNED), "goes with --apply"),
        (("reassign", NAME, "north", "2.1", "--to", "office"), "owes no duty 2.1"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    ledger: str, command: tuple[str, ...], message: str
):
    result = run(ledger, *command)
    said = f"{' '.join(result.output.split())} {result.exception}"
    assert (result.exit_code != 0, message in said) == (True, True)
    assert "2.1" in owed(ledger, "school")
