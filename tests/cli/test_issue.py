from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from tests.desk.desks import NAME, issued, started


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    started(where).ledger.close()
    return where


def run(
    ledger: str,
    number: str = "1/KH",
    signer: str = "Chủ tịch",
    day: str = "2024-05-06",
) -> Result:
    signed = ("--number", number, "--date", day, "--signer", signer)
    command = ["issue", NAME, *signed, "--ledger", ledger]
    return CliRunner().invoke(campaign, command)


@pytest.mark.parametrize("text", ["", "  ", "\x00", "x" * 201])
def test_a_number_or_signer_that_no_letter_can_cite_is_refused(ledger: str, text: str):
    for result in (run(ledger, number=text), run(ledger, signer=text)):
        assert (result.exit_code, "give 1 to 200" in result.output) == (2, True)
    assert run(ledger).exit_code == 0


def test_a_plan_is_issued_once(tmp_path: Path, ledger: str):
    where = str(tmp_path / "issued.db")
    issued(where).ledger.close()
    assert "amend it instead" in str(run(where).exception)


def test_deadlines_that_passed_while_the_plan_waited_are_named(ledger: str):
    result = run(ledger)
    assert result.exit_code == 0
    assert "overdue from the first letter on: 1.1" in result.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "abc"}, "write it as 156/KH-UBND"),
        ({"day": "2999-01-01"}, "is yet to come"),
    ],
    ids=["no number", "a day to come"],
)
def test_what_the_form_refuses_is_refused_here(
    ledger: str, wrong: dict[str, str], said: str
):
    result = run(ledger, **wrong)
    assert (result.exit_code, said in result.output) == (2, True)
    assert run(ledger).exit_code == 0
