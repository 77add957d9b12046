import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.answer import Answer, answer
from desk.desk import open_desk
from desk.start import OFFICE
from ledger import campaigns, dockets, rehearsals
from schemas.base import VN
from schemas.entry import EntryKind
from tests.desk.amendments.spring import CLERK, Spring, spring
from tests.small_campaign import PLAN, ROSTER, write_campaign

NOW = datetime(2024, 5, 20, 9, tzinfo=VN)
SIGNED = (
    *("--number", "201/KH-UBND", "--date", "2024-05-20"),
    *("--signer", "Phó Chủ tịch Nguyễn Văn A", "--confirm-dates"),
)
MOVED = PLAN.replace("day: 2024-06-08", "day: 2024-06-22")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger with a clock of its own, whose first letters are written."""
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


def run(ledger: str, folder: Path, *arguments: str) -> Result:
    command = ["amend", str(folder), *arguments, "--ledger", ledger]
    return CliRunner().invoke(campaign, command)


def revision(ledger: str) -> int:
    desk = open_desk(ledger, "secret", "http://campaign.example")
    with desk.ledger.read() as tx:
        row = campaigns.get(tx, 1)
    desk.ledger.close()
    return row.revision


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    roster = ROSTER.replace("name: Huyện Nam", "name: Huyện Nam mới")
    return write_campaign(tmp_path / "edited", MOVED, roster)


def test_a_preview_says_what_changes_for_whom_and_records_nothing(
    ledger: str, edited: Path
):
    result = run(ledger, edited)
    assert result.exit_code == 0, result.output
    flat = " ".join(result.stdout.split())
    for said in ("renamed", "moved", "Bàn giao"):
        assert said in flat
    assert "Not told" not in flat
    assert "2 letters to 1 agencies; apply it with --apply --seen" in flat
    assert revision(ledger) == 1


def test_a_preview_is_a_document_as_well(ledger: str, edited: Path):
    shown = json.loads(run(ledger, edited, "--json").stdout)
    assert shown["duties"]["school"][0]["before"] == "2024-06-07"
    assert shown["letters"][0]["items"][0]["step"] == "2024-06-07/2024-06-21"
    assert shown["letters"][0]["at"] == (NOW).isoformat()
    assert re.fullmatch("[0-9a-f]{12}", shown["seen"])


def test_what_was_seen_is_applied_by_the_number_of_its_document(
    ledger: str, edited: Path
):
    seen = json.loads(run(ledger, edited, "--json", "--confirm-dates").stdout)["seen"]
    result = run(ledger, edited, "--apply", *SIGNED, "--seen", seen)
    assert result.exit_code == 0, result.output
    assert "spring-2024: amended by 201/KH-UBND, revision 2" in result.stdout
    assert revision(ledger) == 2
    again = run(ledger, edited)
    assert "nothing changes" in str(again.exception)


def test_what_was_not_seen_is_not_applied(ledger: str, edited: Path):
    result = run(ledger, edited, "--apply", *SIGNED, "--seen", "0123456789ab")
    assert "look at the preview again" in str(result.exception)
    assert revision(ledger) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--apply",), "applying needs --number, --date, --signer and --seen"),
        (("--apply", *SIGNED), "applying needs"),
        (("--apply", *SIGNED[2:], "--seen", "x"), "applying needs"),
        (SIGNED, "goes with --apply"),
        (
            ("--apply", "--number", "201", *SIGNED[2:], "--seen", "x"),
            "201 is no plan's number",
        ),
    ],
)
def test_a_form_left_half_filled_is_refused(
    ledger: str, edited: Path, arguments: tuple[str, ...], message: str
):
    result = run(ledger, edited, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())
    assert revision(ledger) == 1


def test_whose_answers_stay_and_who_is_not_told_is_shown(ledger: str, tmp_path: Path):

    desk = open_desk(ledger, "secret", "http://campaign.example")
    season = Spring(desk, NOW)
    given = Answer(EntryKind.PROGRESSED, ("3.1",), CLERK, "a", "40")
    answer(desk, season.id("north"), given, NOW - timedelta(hours=1))
    with desk.ledger.write() as tx:
        dockets.hold(tx, season.id("south"), "cannot be settled")
    desk.ledger.close()
    gone = PLAN.replace("owners: [units]", "owners: [school]")
    result = run(ledger, write_campaign(tmp_path / "gone", gone))
    flat = " ".join(result.stdout.split())
    assert "Stays as it was given" in flat
    assert "campaign release" in flat
    assert OFFICE not in flat
