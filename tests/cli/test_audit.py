import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.answer import Answer, answer
from desk.seals import seal_day
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued, letters_to

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "250")
    where = str(tmp_path / "ledger.db")
    desk = issued(where)
    letters_to(desk, "laichau.example", ISSUED)
    row = docket(desk, "so-gddt").id
    seal_day(desk, ISSUED + timedelta(days=1))
    answer(desk, row, Answer(EntryKind.CONFIRMED, ("2.1",), CLERK, "office-1"), ISSUED)
    desk.ledger.close()

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(campaign, [*arguments, "--ledger", where])

    return invoke


def test_an_assignments_story_names_who_was_told_and_who_answered(run: Run):
    result = run("audit", f"{NAME}/so-gddt/2.1", "--json")
    assert result.exit_code == 0, result.output
    told, answered = json.loads(result.stdout)["steps"]
    assert told["what"] == "letter: assign"
    assert told["channel"] == "embedded mailbox"
    assert told["state"] == "sent"
    assert "laichau.example" in told["who"]
    assert told["sealed"].startswith("2024-05-07")
    assert answered["what"] == "confirmed"
    assert answered["who"] == "Người thử, Văn thư"
    assert answered["channel"] == "entered by the office"
    assert answered["sealed"] is None
    shown = run("audit", f"{NAME}/so-gddt/2.1").stdout
    assert "Người thử, Văn thư" in shown
    assert "not yet" in shown


@pytest.mark.parametrize(
    ("named", "says"),
    [
        (f"{NAME}/so-gddt", "CAMPAIGN/AGENCY/DUTY"),
        (f"{NAME}/so-gddt/9.9", "no such assignment"),
        (f"{NAME}/nobody/2.1", "no such assignment"),
        ("another/so-gddt/2.1", "not in this ledger"),
    ],
)
def test_what_is_no_assignment_is_refused(run: Run, named: str, says: str):
    result = run("audit", named)
    assert result.exit_code != 0
    assert says in f"{result.output}{result.exception}"


def test_a_story_that_was_altered_is_said_to_be(run: Run, tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database, database:
        database.execute("UPDATE letters SET recipient = 'head' WHERE kind = 'assign'")
    result = run("audit", f"{NAME}/so-gddt/2.1")
    assert result.exit_code == 1
    assert "is not what was sealed" in result.stdout


def test_a_seal_of_a_letter_is_looked_up(run: Run):
    seen = json.loads(run("verify", NAME, "--json").stdout)["campaigns"][0]
    assert seen["seals"] == 1
    assert run("verify", NAME, "--seal", seen["code"]).exit_code == 0
    assert f"the last one {seen['code']}" in run("verify", NAME).stdout
    unknown = run("verify", NAME, "--seal", "3f2a-91bc")
    assert unknown.exit_code == 1
    assert "was sent, and is not in the ledger" in unknown.stdout
    assert run("verify", "--seal", seen["code"]).exit_code == 2
    assert f"Sealed: 07/05/2024, {seen['code']}" in run("status").stdout
