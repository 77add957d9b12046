import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.beat import beat
from desk.desk import open_desk
from ledger import rehearsals
from schemas.base import VN
from tests.desk.desks import ISSUED, NAME, issued
from tests.documents.reading import opened, texts

NOW = datetime(2024, 5, 31, 9, tzinfo=VN)
STEPS = tuple(datetime(2024, 5, day, 9, tzinfo=VN) for day in (15, 27, 29))
WHO = ("--name", "Người ghi", "--post", "Văn thư")
SIGNED = ("--signed", "12/UBND-VX", "--date", "2024-05-31", "--signer", "Phó Chủ tịch")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a clock of its own, on which the own plans are five days late."""
    where = tmp_path_factory.mktemp("urge") / "ledger.db"
    desk = open_desk(str(where), "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    desk = issued(str(where))
    for now in (ISSUED, *STEPS, NOW):
        beat(desk, now)
    desk.ledger.close()
    return where


@pytest.fixture
def ledger(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    return shutil.copy(played, tmp_path / "ledger.db")


def run(ledger: str, *arguments: str) -> Result:
    command = ["urge", NAME, *arguments, "--ledger", ledger]
    return CliRunner().invoke(campaign, command)


def test_the_letters_that_wait_are_listed(ledger: str):
    shown = run(ledger).output
    assert "Sở Y tế" in shown
    assert "Công an tỉnh" not in shown
    listed = json.loads(run(ledger, "--json").output)
    assert {
        "agency": "so-y-te",
        "name": "Sở Y tế",
        "nth": 1,
        "duties": ["own-plan"],
    } in (listed)


def test_a_draft_is_written_where_people_say_and_never_over_another(
    ledger: str, tmp_path: Path
):
    folder = tmp_path / "out"
    folder.mkdir()
    result = run(ledger, "so-y-te", "--out", str(folder), "--by", "2024-06-14")
    assert result.exit_code == 0, result.output
    file = folder / "cong-van-don-doc-lan-1-so-y-te.docx"
    assert "chậm nhất ngày 14 tháng 6 năm 2024" in " ".join(
        texts(opened(file.read_bytes()))
    )
    again = run(ledger, "so-y-te", "--out", str(folder))
    assert "is there already: name another with --out" in str(again.exception)
    other = json.loads(run(ledger, "so-y-te", "--json").output)
    assert (other["file"], other["by"]) == (file.name, "2024-06-07")
    assert (tmp_path / file.name).exists()


def test_a_place_that_is_not_there_is_said(ledger: str):
    result = run(ledger, "so-y-te", "--out", "nowhere/draft.docx")
    assert "nowhere/draft.docx: No such file" in str(result.exception)


def test_a_signed_letter_is_recorded_in_one_step(ledger: str):
    result = run(ledger, "so-y-te", *SIGNED, *WHO)
    assert "urging letter 1 signed as 12/UBND-VX on 31/5/2024" in result.output
    assert "so-y-te" not in run(ledger).output


def test_a_draft_is_set_aside_with_a_reason(ledger: str):
    result = run(ledger, "so-y-te", "--shelve", "Đã họp", "--json", *WHO)
    document = json.loads(result.output)
    assert (document["nth"], document["number"]) == (1, None)
    assert "so-y-te" not in run(ledger).output


def test_a_campaign_without_such_letters_says_so(ledger: str):
    for one in json.loads(run(ledger, "--json").output):
        run(ledger, one["agency"], "--shelve", "Đã họp", *WHO)
    assert "no urging letter waits for a signature" in run(ledger).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("so-y-te", *SIGNED[:2], *WHO), "--signed, --date and --signer go together"),
        (("so-y-te", *SIGNED, "--shelve", "Thôi", *WHO), "either --signed or --shelve"),
        (("so-y-te", *SIGNED), "who records it: --name, --post"),
        ((*SIGNED, *WHO), "name the AGENCY"),
        (("so-y-te", "--duty", "3.1"), "--duty says what a signed"),
        (("so-y-te", "--duty", "3.1", *SIGNED, *WHO), "the letter names no duty 3.1"),
        (("cong-an",), "cong-an: no urging letter waits for a signature"),
        (("nowhere",), "no agency nowhere"),
    ],
)
def test_what_cannot_be_done_is_said(
    ledger: str, arguments: tuple[str, ...], message: str
):
    result = run(ledger, *arguments)
    assert result.exit_code != 0
    assert message in result.output + str(result.exception)
