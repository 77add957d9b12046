import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.desk import open_desk
from ledger import entries, people
from schemas.entry import EntryKind, Person
from tests.desk.desks import NAME, docket, issued, started

Run = Callable[..., Result]
WHO = ("--name", "Người gọi điện", "--post", "Chánh Văn phòng")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    issued(where).ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    command = ["confirm", *arguments, "--ledger", ledger]
    return CliRunner().invoke(campaign, command)


def said(ledger: str, agency: str) -> tuple[list[tuple[EntryKind, str]], list[Person]]:
    desk = open_desk(ledger, "secret", "http://campaign.example")
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        facts = entries.of(tx, [row.id])[row.id]
        persons = list(people.of(tx, row.id).values())
    desk.ledger.close()
    return [(fact.kind, fact.duty) for fact in facts], persons


def test_all_that_an_agency_owes_is_confirmed_for_it(ledger: str):
    result = run(ledger, NAME, "so-y-te", *WHO)
    assert result.exit_code == 0
    assert "so-y-te: confirmed 3 duties, receipt " in result.stdout
    duties = ("3.1", "own-plan", "report")
    assert said(ledger, "so-y-te") == (
        [(EntryKind.CONFIRMED, duty) for duty in duties],
        [Person("Người gọi điện", "Chánh Văn phòng", "Điện thoại")],
    )


def test_one_duty_is_recorded_as_done_with_how_it_was_heard(ledger: str):
    result = run(
        ledger,
        NAME,
        "so-y-te",
        "--duty",
        "3.1",
        "--done",
        "--how",
        "paper",
        *WHO,
        "--json",
    )
    receipt = json.loads(result.stdout)
    assert receipt["duties"] == ["3.1"]
    facts, (person,) = said(ledger, "so-y-te")
    assert facts == [(EntryKind.FULFILLED, "3.1")]
    assert person.note == "Văn bản giấy"


def test_an_open_group_is_answered_for_by_the_office(ledger: str):
    assert run(ledger, NAME, "don-vi-lien-quan", "--done", *WHO).exit_code == 0
    assert said(ledger, "don-vi-lien-quan")[0] == [(EntryKind.FULFILLED, "9.1")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((NAME, "so-y-te", "--duty", "9.9", *WHO), "so-y-te owes no duty 9.9"),
        ((NAME, "so-y-te", "--duty", "", *WHO), "it owes 3.1, own-plan, report"),
        ((NAME, "nowhere", *WHO), "no agency nowhere; known are so-ldtbxh"),
        ((NAME, "@office", *WHO), "no agency @office; known are"),
        (("elsewhere", "so-y-te", *WHO), "campaign elsewhere: not in this ledger"),
    ],
)
def test_what_cannot_be_recorded_is_said(
    ledger: str, arguments: tuple[str, ...], message: str
):
    result = run(ledger, *arguments)
    assert result.exit_code != 0
    assert message in str(result.exception)


@pytest.mark.parametrize("name", ["", "  ", "\x00", "x" * 101])
def test_nobody_answers_without_a_name(ledger: str, name: str):
    result = run(ledger, NAME, "so-y-te", "--name", name, "--post", "Văn thư")
    assert result.exit_code == 2
    assert said(ledger, "so-y-te") == ([], [])


def test_the_same_answer_twice_is_refused(ledger: str):
    run(ledger, NAME, "so-y-te", *WHO)
    result = run(ledger, NAME, "so-y-te", *WHO)
    assert "answered already" in str(result.exception)
    assert len(said(ledger, "so-y-te")[0]) == 3


def test_before_its_issue_nobody_owes(tmp_path: Path, ledger: str):
    where = str(tmp_path / "draft.db")
    started(where).ledger.close()
    result = run(where, NAME, "so-y-te", *WHO)
    assert "its plan is not issued yet" in str(result.exception)
