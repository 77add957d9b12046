import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import campaign
from desk.beat import beat
from ledger import rehearsals
from ledger.database import open_ledger
from tests.desk.desks import ISSUED, NAME, issued


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a ledger whose clock stands four days after the issue."""
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    return issued_as_of(tmp_path / "ledger.db", ISSUED + timedelta(days=4))


def issued_as_of(file: Path, clock: datetime) -> str:
    empty = open_ledger(str(file))
    with empty.write() as tx:
        rehearsals.begin(tx, 1, clock)
    empty.close()
    desk = issued(str(file))
    beat(desk, ISSUED)
    desk.ledger.close()
    return str(file)


def run(*arguments: str):
    return CliRunner().invoke(campaign, list(arguments))


def test_a_forecast_names_the_share_and_who_is_at_risk(ledger: str):
    result = run("forecast", NAME, "--ledger", ledger)
    assert result.exit_code == 0, result.output
    assert "0% of the reports will have come in time, 0 of 19" in result.output
    assert "learned from 19 deadlines" in result.output
    assert "Sở Y tế" in result.output
    assert "0 of 1" in result.output


def test_programs_read_every_chance(ledger: str):
    found = json.loads(run("forecast", NAME, "--ledger", ledger, "--json").stdout)
    seen = found["forecast"]
    assert (seen["expected"], seen["percent"], len(seen["at_risk"])) == (19, 0, 19)
    assert {"agency", "chance", "in_time", "due"} <= set(seen["chances"][0])


@pytest.mark.usefixtures("ledger")
def test_before_anything_is_due_it_says_so(tmp_path: Path):
    where = issued_as_of(tmp_path / "fresh.db", ISSUED)
    assert "nothing to learn from" in run("forecast", NAME, "--ledger", where).output
    told = json.loads(run("forecast", NAME, "--ledger", where, "--json").stdout)
    assert told["forecast"] is None


def test_the_timeline_is_written_as_a_picture(ledger: str, tmp_path: Path):
    out = tmp_path / "season.svg"
    result = run("timeline", NAME, "--out", str(out), "--ledger", ledger)
    assert result.exit_code == 0, result.output
    assert out.read_text().startswith("<svg")
    lost = run(
        "timeline", NAME, "--out", str(tmp_path / "no/x.svg"), "--ledger", ledger
    )
    assert "No such file" in str(lost.exception)
