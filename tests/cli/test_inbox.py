import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.desk import open_desk
from ledger import rehearsals
from ledger.database import open_ledger
from tests.desk.desks import ISSUED, NAME
from tests.desk.mail.smtp_servers import free_port
from tests.desk.replies.dovecot import PASSWORD, USER, serving
from tests.desk.replies.season import (
    NOW,
    about,
    answer_to,
    begun,
    hear,
    letters_to,
)

Run = Callable[..., Result]


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    begun(where).ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    return CliRunner().invoke(campaign, ["inbox", *arguments, "--ledger", ledger])


def test_without_a_mailbox_it_says_what_to_set(ledger: str):
    result = run(ledger)
    assert "no mailbox is set: set CAMPAIGN_IMAP_HOST" in str(result.exception)


def test_nobody_answers_a_rehearsal(tmp_path: Path, ledger: str):
    where = str(tmp_path / "rehearsal.db")
    opened = open_ledger(where)
    with opened.write() as tx:
        rehearsals.begin(tx, 7, ISSUED)
    opened.close()
    assert "nobody answers it" in str(run(where).exception)


def test_what_waits_for_people_is_listed(ledger: str):
    desk = open_desk(ledger, "secret", "http://campaign.example")
    told = next(one for one in letters_to(desk) if one.uid)
    hear(desk, about(told, "letter", TEXT="Xin gia hạn"), NOW)
    hear(desk, answer_to(told, WHO="la@evil.example"), NOW)
    hear(desk, answer_to(told), NOW)
    desk.ledger.close()
    assert "Waiting for people" in run(ledger, "--list").stdout
    rows = json.loads(run(ledger, "--list", "--json").stdout)
    assert [(row["result"], row["campaign"], row["agency"]) for row in rows] == [
        ("unverified", NAME, "so-y-te"),
        ("written", NAME, "so-y-te"),
    ]
    assert rows[1]["text"] == "Xin gia hạn"
    assert rows[0]["reason"] == "somebody answers who was not invited"


def test_a_mailbox_is_read_once_and_shown(
    tmp_path: Path, ledger: str, monkeypatch: pytest.MonkeyPatch
):
    password = tmp_path / "password"
    password.touch(mode=0o600)
    password.write_text(PASSWORD)
    with serving((free_port(), free_port())) as dovecot:
        dovecot.put(b"Subject: Xin chao\r\nFrom: a@b.example\r\n\r\nx")
        for name, value in {
            "HOST": "127.0.0.1",
            "PORT": str(dovecot.port),
            "USER": USER,
            "TLS": "none",
            "PASSWORD_FILE": str(password),
        }.items():
            monkeypatch.setenv(f"CAMPAIGN_IMAP_{name}", value)
        rows = json.loads(run(ledger, "--json").stdout)
        assert rows == [
            {
                "result": "unverified",
                "from": "a@b.example",
                "subject": "Xin chao",
                "reason": "answers no letter of ours",
            }
        ]
        assert json.loads(run(ledger, "--json").stdout) == []
