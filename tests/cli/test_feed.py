from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from tests.desk.desks import NAME, issued


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    issued(where).ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    return CliRunner().invoke(campaign, ["feed", *arguments, "--ledger", ledger])


def test_every_docket_has_an_address_of_its_own_that_stays(ledger: str):
    office, agency = run(ledger, NAME), run(ledger, NAME, "so-y-te")
    assert (office.exit_code, agency.exit_code) == (0, 0)
    assert office.stdout != agency.stdout == run(ledger, NAME, "so-y-te").stdout
    assert "/lich/" in agency.stdout


def test_a_revoked_address_is_replaced(ledger: str):
    before = run(ledger, NAME, "so-y-te").stdout
    after = run(ledger, NAME, "so-y-te", "--revoke", "--json")
    assert '"agency": "so-y-te"' in after.stdout
    assert before.strip() not in after.stdout


def test_an_agency_that_nobody_knows_has_no_feed(ledger: str):
    result = run(ledger, NAME, "nobody")
    assert result.exit_code != 0
    assert "nobody has no feed" in str(result.exception)
