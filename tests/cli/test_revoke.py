from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.dockets import UnknownAgencyError
from cli.main import campaign
from desk.campaigns import named
from desk.desk import open_desk
from desk.links import Links, keys_of
from desk.pages.docket import LINGERS
from settings import Secret, read_settings
from tests.desk.desks import ISSUED, NAME, docket, issued


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    issued(where).ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    return CliRunner().invoke(campaign, [*arguments, "--ledger", ledger])


def test_a_link_is_revoked_and_not_printed(ledger: str):
    desk = open_desk(ledger, "secret", "http://campaign.example")
    before = docket(desk, "so-y-te").token
    result = run(ledger, "revoke", NAME, "so-y-te")
    assert result.exit_code == 0, result.output
    after = docket(desk, "so-y-te").token
    assert before != after
    assert after not in result.output


def test_an_agency_that_nobody_knows_is_named(ledger: str):
    result = run(ledger, "revoke", NAME, "nobody")
    assert isinstance(result.exception, UnknownAgencyError)


def test_a_new_key_signs_and_the_old_one_lasts_as_long_as_its_campaign(ledger: str):
    settings = read_settings()
    old = settings.secret(Secret.LINKS)
    sent = Links(old, "http://campaign.example").url("token").rpartition("/")[2]
    result = run(ledger, "rekey")
    assert result.exit_code == 0, result.output
    new = settings.secret(Secret.LINKS)
    assert settings.secret_file(Secret.LINKS).stat().st_mode & 0o777 == 0o600
    desk = open_desk(ledger, new, "http://campaign.example")
    (plan,) = named(desk)
    newest, replaced = keys_of(new)
    assert (replaced.secret, replaced.until) == (old, plan.close + LINGERS)
    assert newest.secret != old
    assert str(plan.close + LINGERS) in result.output
    for key in (newest.secret, old):
        assert key not in result.output
    assert desk.links.token(sent, ISSUED) == "token"
