import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.answer import Answer, answer
from desk.desk import open_desk
from ledger import entries, people, rehearsals
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.desk.desks import CLERK, NAME, docket, issued

WHO = ("--name", "Người quyết định", "--post", "Trưởng phòng", "--reason", "Mưa lũ")
NOW = datetime(2024, 7, 8, 9, tzinfo=VN)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger with a clock of its own, so that days stand still."""
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    issued(where).ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    command = ["extend", NAME, "so-y-te", *arguments, "--ledger", ledger]
    return CliRunner().invoke(campaign, command)


def ruled(ledger: str) -> tuple[list[tuple[EntryKind, str, str]], list[Person]]:
    desk = open_desk(ledger, "secret", "http://campaign.example")
    row = docket(desk, "so-y-te")
    with desk.ledger.read() as tx:
        facts = entries.of(tx, [row.id])[row.id]
        persons = list(people.of(tx, row.id).values())
    desk.ledger.close()
    return [(fact.kind, fact.duty, fact.step) for fact in facts], persons


def test_a_duty_is_extended_in_one_step(ledger: str):
    result = run(ledger, "report", "--until", "2024-07-26", *WHO)
    assert result.exit_code == 0, result.output
    assert "duty report extended until 2024-07-26, receipt " in result.output
    assert ruled(ledger) == (
        [(EntryKind.EXTENDED, "report", "2024-07-26")],
        [Person("Người quyết định", "Trưởng phòng", "Mưa lũ")],
    )


def test_a_request_is_refused_in_one_step_and_told_as_json(ledger: str):
    desk = open_desk(ledger, "secret", "http://campaign.example")
    asked = Answer(EntryKind.TIME_ASKED, ("report",), CLERK, "a", "2024-07-26")
    answer(desk, docket(desk, "so-y-te").id, asked, NOW)
    desk.ledger.close()
    result = run(ledger, "report", "--refuse", "--json", *WHO)
    document = json.loads(result.output)
    assert (document["duty"], document["until"]) == ("report", None)
    assert ruled(ledger)[0][1:] == [(EntryKind.REFUSED, "report", "")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", *WHO), "give either --until or --refuse"),
        (("report", "--refuse", "--until", "2024-07-26", *WHO), "give either"),
        (("report", "--until", "26/7", *WHO), "26/7 is not a day"),
        (("report", "--until", "2024-07-26", *WHO[:4]), "--reason"),
        (("9.9", "--until", "2024-07-26", *WHO), "so-y-te owes no duty 9.9"),
        (("report", "--until", "2024-08-26", *WHO), "from 2024-07-20 to 2024-07-31"),
        (("report", "--refuse", *WHO), "there is nothing to refuse"),
    ],
)
def test_what_cannot_be_decided_is_said(
    ledger: str, arguments: tuple[str, ...], message: str
):
    result = run(ledger, *arguments)
    assert result.exit_code != 0
    assert message in result.output + str(result.exception)
    assert ruled(ledger) == ([], [])
