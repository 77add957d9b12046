import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.beat import beat
from desk.desk import open_desk
from desk.silences import About, silence
from ledger import announcements, rehearsals
from schemas.announcement import Announcement
from schemas.base import VN
from schemas.entry import Person
from tests.desk.desks import ISSUED, NAME, issued

WHO = ("--name", "Nguyễn Văn A", "--post", "Phó Giám đốc")
ABOUT = ("--subject", "Dời Lễ phát động")
SAID = (*ABOUT, "--text", "Dời sang ngày 02/6.", *WHO)
NOW = datetime(2024, 5, 7, 16, 30, tzinfo=VN)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger with a clock of its own, whose first letters are written."""
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    desk = issued(where)
    beat(desk, ISSUED)
    why = Person("Người thử", "Chánh Văn phòng", "Bão lũ")
    silence(desk, About(NAME, "so-gddt"), NOW.date(), why, ISSUED)
    desk.ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    command = ["notify", NAME, *arguments, "--ledger", ledger]
    return CliRunner().invoke(campaign, command)


def kept(ledger: str) -> list[Announcement]:
    desk = open_desk(ledger, "secret", "http://campaign.example")
    with desk.ledger.read() as tx:
        found = list(announcements.of(tx, 1).values())
    desk.ledger.close()
    return found


def document(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_preview_says_who_when_and_why_not_and_records_nothing(ledger: str):
    result = run(ledger, *SAID, "--all")
    assert result.exit_code == 0, result.output
    flat = " ".join(result.stdout.split())
    assert "would be announced to 19 agencies, not to 1; announce it with" in flat
    assert "08/05/2024 08:00" in flat
    assert "silent until" in flat
    assert kept(ledger) == []


def test_applied_it_is_recorded_once(ledger: str):
    first = document(run(ledger, *SAID, "--all", "--apply", "--json"))
    assert (first["applied"], len(first["told"])) == (True, 19)
    assert first["told"][0]["at"] == "2024-05-08T08:00:00+07:00"
    (said,) = kept(ledger)
    assert (said.name, said.post, said.urgent) == (
        "Nguyễn Văn A",
        "Phó Giám đốc",
        False,
    )
    again = document(run(ledger, *SAID, "--all", "--apply", "--json"))
    assert again["told"] == []
    assert {one["why"] for one in again["not_told"]} == {"before", "silent"}
    assert len(kept(ledger)) == 1


def test_an_urgent_one_goes_in_the_working_hours_left(ledger: str):
    shown = document(run(ledger, *SAID, "--agency", "so-y-te", "--urgent", "--json"))
    assert shown["told"] == [
        {"agency": "so-y-te", "at": "2024-05-07T16:30:00+07:00", "with": []}
    ]


def test_groups_and_agencies_are_told_together(ledger: str):
    to = ("--group", "hai-bo-chi-huy", "--agency", "so-y-te")
    shown = document(run(ledger, *SAID, *to, "--json"))
    told = {one["agency"] for one in shown["told"]}
    assert told == {"bch-bien-phong", "bch-quan-su", "so-y-te"}


def test_a_text_is_read_from_a_file_of_any_system(ledger: str, tmp_path: Path):
    file = tmp_path / "text.txt"
    file.write_bytes("\ufeffDòng một\r\n\r\nDòng hai\r\n".encode())
    result = run(ledger, *ABOUT, *WHO, "--file", str(file), "--all", "--apply")
    assert result.exit_code == 0, result.output
    assert kept(ledger)[0].text == "Dòng một\n\nDòng hai"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Dời lễ".encode("utf-16"), "is no text in UTF-8"),
        ("đ".encode() * 20_000, "is too long: at most 4000 characters"),
    ],
    ids=["UTF-16", "long"],
)
def test_a_file_that_cannot_be_read_says_the_remedy(
    ledger: str, tmp_path: Path, content: bytes, message: str
):
    file = tmp_path / "text.txt"
    file.write_bytes(content)
    result = run(ledger, *ABOUT, *WHO, "--file", str(file), "--all")
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (SAID, "give --agency or --group, or else --all"),
        ((*SAID, "--all", "--agency", "so-y-te"), "or else --all"),
        ((*ABOUT, *WHO, "--all"), "either --text or --file"),
        ((*ABOUT, "--text", "x", "--all", *WHO[:2]), "Missing option '--post'"),
        ((*ABOUT, "--text", "x", "--all", *WHO[2:]), "Missing option '--name'"),
    ],
)
def test_a_command_that_says_too_little_or_too_much_is_refused(
    ledger: str, arguments: tuple[str, ...], message: str
):
    result = run(ledger, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("--text", "CCCD 012345678901"), "the text names persons"),
        (("--agency", "nowhere", "--text", "x"), "no agency nowhere"),
    ],
)
def test_a_refusal_is_one_message(ledger: str, change: tuple[str, ...], message: str):
    to = () if "--agency" in change else ("--all",)
    result = run(ledger, *ABOUT, *WHO, *change, *to)
    assert message in str(result.exception)
    assert kept(ledger) == []


def test_the_status_names_who_ordered_it(ledger: str):
    document(run(ledger, *SAID, "--all", "--urgent", "--apply", "--json"))
    status = ["status", NAME, "--ledger", ledger]
    shown = CliRunner().invoke(campaign, [*status, "--json"])
    (said,) = json.loads(shown.stdout)["campaigns"][0]["announced"]
    who = said["name"], said["post"], said["urgent"], said["told"], said["expected"]
    assert who == ("Nguyễn Văn A", "Phó Giám đốc", True, 0, 19)
    assert "Phó Giám" in CliRunner().invoke(campaign, status).stdout
