import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.beat import beat
from desk.desk import open_desk
from ledger import rehearsals
from ledger.database import open_ledger
from schemas.base import VN
from schemas.entry import Person
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
    persons,
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


READER = ("--name", "Người đọc", "--post", "Chuyên viên")
READ = ("--read", NAME, "so-y-te", *READER)


def items(ledger: str) -> list[tuple[str, str]]:
    """Return what `campaign status` shows after a beat."""
    desk = open_desk(ledger, "secret", "http://campaign.example")
    beat(desk, datetime.now(VN))
    desk.ledger.close()
    shown = CliRunner().invoke(campaign, ["status", "--json", "--ledger", ledger])
    office = json.loads(shown.stdout)["campaigns"][0]["office"]
    return [(one["kind"], one["agency"]) for one in office]


def test_what_was_read_leaves_the_list_and_the_status_until_more_comes(ledger: str):
    desk = open_desk(ledger, "secret", "http://campaign.example")
    told = next(one for one in letters_to(desk) if one.uid)
    hear(desk, about(told, "letter"), NOW)
    hear(desk, answer_to(told, WHO="la@evil.example"), NOW)
    assert ("reply", "so-y-te") in items(ledger)
    result = run(ledger, *READ)
    assert result.stdout == f"{NAME}/so-y-te: what came by mail was read\n"
    assert ("reply", "so-y-te") not in items(ledger)
    assert json.loads(run(ledger, "--list", "--json").stdout) == []
    assert "nothing waits to be read" in str(run(ledger, *READ).exception)
    assert persons(desk)[-1] == Person("Người đọc", "Chuyên viên")
    hear(desk, about(told, "letter", TEXT="Thư sau"), datetime.now(VN))
    assert ("reply", "so-y-te") in items(ledger)
    (left,) = json.loads(run(ledger, "--list", "--json").stdout)
    assert left["text"] == "Thư sau"
    desk.ledger.close()


@pytest.mark.parametrize(
    "arguments",
    [READ[:3], READER, (*READ, "--list"), READ[:5]],
    ids=["nobody", "nothing", "two things at once", "no post"],
)
def test_whoever_has_read_it_says_what_and_who(ledger: str, arguments: tuple[str, ...]):
    result = run(ledger, *arguments)
    assert result.exit_code == 2
    assert "give --read CAMPAIGN AGENCY with --name and --post" in result.stderr


@pytest.mark.parametrize("agency", ["nowhere", "@office", "so-gddt"])
def test_where_nothing_waits_that_is_said(ledger: str, agency: str):
    error = str(run(ledger, "--read", NAME, agency, *READER).exception)
    assert f"{NAME}/{agency}: nothing waits to be read" in error


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
