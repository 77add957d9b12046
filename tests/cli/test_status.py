import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.answer import Answer, answer
from desk.beat import beat
from desk.letters.claim import claim, put_back
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Refusal, Verdict
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, NAME, Post, docket, issued, started

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "160")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(campaign, ["status", *arguments])

    return invoke


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """A ledger with the plan issued, one agency done and one that confirmed."""
    where = str(tmp_path / "ledger.db")
    desk = issued(where)
    beat(desk, ISSUED)
    for agency, kind in (
        ("so-y-te", EntryKind.FULFILLED),
        ("cong-an", EntryKind.CONFIRMED),
    ):
        row = docket(desk, agency)
        given = Answer(kind, ("own-plan",), CLERK, agency)
        answer(desk, row.id, given, ISSUED)
    desk.ledger.close()
    return where


def document(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_people_see_phases_agencies_letters_and_links(run: Run, ledger: str):
    result = run(NAME, "--ledger", ledger)
    assert result.exit_code == 0
    for shown in (
        "lai-chau-2024: Kế hoạch triển khai Tháng hành động",
        "số 156/KH-UBND ngày 6/5/2024",
        "Ban hành kế hoạch",
        "Sở Y tế",
        "Waited for",
        "Bàn giao học sinh",
        "Chờ gửi",
        "http://127.0.0.1:4200/v2/artifacts/key/lai-chau-2024-board",
        "tags=lai-chau-2024%3Aoverdue",
    ):
        assert shown in result.stdout


def test_programs_read_the_same(run: Run, ledger: str):
    (seen,) = document(run(NAME, "--ledger", ledger, "--json"))["campaigns"]
    assert seen["campaign"] == NAME
    assert seen["signing"]["number"] == "156/KH-UBND"
    assert seen["counts"]["expected"] == 116
    assert seen["counts"]["fulfilled"] == 1
    assert [phase["phase"] for phase in seen["phases"]] == [
        "issuance",
        "launch",
        "activities",
        "reporting",
    ]
    agencies = {one["agency"]: one for one in seen["agencies"]}
    assert len(agencies) == 21
    assert agencies["cong-an"]["counts"]["confirmed"] == 1
    assert agencies["don-vi-lien-quan"]["state"] == "kept"
    assert seen["letters"] == {"queued": 23}
    assert seen["handovers"] == [
        {"agency": "so-gddt", "duty": "2.2", "waiting": ["doan-thanh-nien"]}
    ]
    assert seen["reports"] == {
        "expected": 19,
        "actual": 0,
        "on_time": 0,
        "on_time_by_plan": 0,
    }


def test_letters_that_have_not_arrived_stand_there_with_the_reason(
    run: Run, tmp_path: Path
):
    where = str(tmp_path / "down.db")
    desk = issued(where)
    beat(desk, ISSUED)
    first, *others = claim(desk, ISSUED)
    refused = Outcome(
        Verdict.REFUSED, "550 no such user", (Refusal(first.composed.to, 550, "no"),)
    )
    send(desk, Post(refused), first, ISSUED)
    put_back(desk, others, ISSUED, Outcome(Verdict.NOT_SENT, "Connection refused"))
    desk.ledger.close()
    shown = run(NAME, "--ledger", where).stdout
    assert "Letters that have not arrived" in shown
    assert "550 no such user" in shown
    assert "Connection refused" in shown
    assert "máy chủ thư chưa nhận" in shown
    (seen,) = document(run(NAME, "--ledger", where, "--json"))["campaigns"]
    assert seen["trouble"][0] == {
        "agency": first.composed.agency,
        "state": "failed",
        "outcome": "550 no such user",
        "letters": 1,
    }
    assert sum(one["letters"] for one in seen["trouble"]) == 23


def test_without_prefect_only_the_links_to_forms_are_missing(run: Run, ledger: str):
    (seen,) = document(run("--ledger", ledger, "--json"))["campaigns"]
    assert set(seen["links"]) == {
        "board",
        "overdue",
        "reports",
        "dashboard",
        "picture",
        "timeline",
        "morning",
        "weekly",
        "consolidated",
        "arming",
        "amendment",
        "rehearsal",
    }


def test_a_campaign_that_waits_for_its_issue_says_so(run: Run, tmp_path: Path):
    where = str(tmp_path / "draft.db")
    started(where).ledger.close()
    result = run("--ledger", where)
    assert "not issued yet; proposed for 6/5/2024" in result.stdout
    (seen,) = document(run("--ledger", where, "--json"))["campaigns"]
    assert (seen["signing"], seen["agencies"]) == (None, [])


def test_a_ledger_that_is_not_there_is_an_error_and_is_not_made(
    run: Run, tmp_path: Path
):
    result = run("--ledger", str(tmp_path / "none.db"))
    assert result.exit_code != 0
    assert "no ledger at" in str(result.exception)
    assert not (tmp_path / "none.db").exists()


def test_an_unknown_campaign_names_those_there_are(run: Run, ledger: str):
    result = run("elsewhere", "--ledger", ledger)
    assert "campaign elsewhere: not in this ledger (started: lai-chau-2024)" in str(
        result.exception
    )
