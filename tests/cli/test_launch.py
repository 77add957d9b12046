"""`campaign launch`: the ceremony fixed and recorded from the command line."""

from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.desk import open_desk
from desk.state import reached
from ledger import rehearsals
from schemas.base import VN
from tests.desk.desks import NAME, issued

NOW = datetime(2024, 5, 20, 9, tzinfo=VN)
FIX = ("--place", "Quảng trường", "--at", "2024-05-31T08:00")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    issued(where).ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    command = ["launch", NAME, *arguments, "--ledger", ledger]
    return CliRunner().invoke(campaign, command)


def test_it_is_fixed_and_then_recorded(ledger: str):
    result = run(ledger, *FIX)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{NAME}: launch on 31/5/2024 at 08:00, Quảng trường\n"
    result = run(ledger, "--held", "2024-05-20", "--attendance", "850")
    assert result.exit_code == 0, result.output
    desk = open_desk(ledger, "secret", "http://campaign.example")
    found = reached(desk, NAME)
    desk.ledger.close()
    assert (found.launch_on, found.held) == (date(2024, 5, 31), True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give --place and --at, or --held and --attendance"),
        ((*FIX, "--attendance", "1"), "give --place and --at, or"),
        (FIX[:2], "--place goes with --at"),
        (("--held", "2024-05-20"), "--held with --attendance"),
        ((*FIX[:2], "--at", "2024-05-20T08:00"), "is over: give a later moment"),
        (("--held", "2024-05-21", "--attendance", "1"), "is yet to come"),
        (("--held", "2024-05-20", "--attendance", "1"), "nobody has fixed it"),
    ],
)
def test_what_cannot_be_is_refused(ledger: str, arguments: tuple, message: str):
    result = run(ledger, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())
