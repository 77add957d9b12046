from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import campaign
from desk.letters.trial import send_trial
from desk.start import find
from ledger import letters
from tests.desk.desks import ISSUED, NAME, Post, issued, started


@pytest.mark.parametrize("opened", [issued, started], ids=["issued", "only started"])
def test_the_office_gets_one_letter_that_belongs_to_no_docket(opened):
    desk, post = opened(), Post()
    address, outcome = send_trial(desk, NAME, post, ISSUED)
    ((to, content),) = post.sent
    message = message_from_bytes(content, policy=policy.default)
    assert to == (address,)
    assert outcome == post.outcome
    assert str(message["Subject"]).startswith("Thư thử: ")
    assert str(message["To"]).endswith(f"<{address}>")
    with desk.ledger.read() as tx:
        assert letters.of_campaign(tx, find(tx, NAME).id) == []


def test_a_server_that_does_not_answer_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("CAMPAIGN_MAILBOX_SMTP_PORT", "21079")
    where = str(tmp_path / "ledger.db")
    issued(where).ledger.close()
    result = CliRunner().invoke(campaign, ["trial", NAME, "--ledger", where])
    assert result.exit_code == 1
    assert "not-sent: " in result.output
