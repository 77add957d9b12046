import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.desk import open_desk
from ledger import entries, people, rehearsals
from schemas.entry import EntryKind
from tests.cli.test_extend import NOW
from tests.desk.desks import NAME, docket, issued

Run = Callable[..., Result]
WHO = ("--name", "Người quyết định", "--post", "Trưởng phòng")
WHY = ("--reason", "Theo phân công")
NOT_OURS = ("--said", "declined", "--concerns", "Sở Giáo dục", *WHY)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a ledger with a clock of its own, so that days stand still."""
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    monkeypatch.setenv("CAMPAIGN_LEDGER", where)
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    issued(where).ledger.close()

    def run(command: str, *arguments: str) -> Result:
        line = [command, NAME, "so-y-te", *arguments]
        return CliRunner().invoke(campaign, line)

    return run


def said(tmp_path: Path) -> list[tuple[EntryKind, str]]:
    desk = open_desk(str(tmp_path / "ledger.db"), "secret", "http://campaign.example")
    row = docket(desk, "so-y-te")
    with desk.ledger.read() as tx:
        facts = entries.of(tx, [row.id])[row.id]
        kept = people.of(tx, row.id), people.delegates(tx, row.id)
    desk.ledger.close()
    assert sum(map(len, kept)) >= 1, "somebody stands behind each act"
    return [(fact.kind, fact.duty) for fact in facts]


def test_a_duty_is_declined_for_its_agency_and_accepted(run: Run, tmp_path: Path):
    declined = run("confirm", "--duty", "3.1", *NOT_OURS, *WHO)
    assert declined.exit_code == 0, declined.output
    result = run("judge", "3.1", "--accept", *WHY, *WHO)
    assert "so-y-te: duty 3.1 accepted, receipt " in result.output
    assert said(tmp_path) == [(EntryKind.DECLINED, "3.1"), (EntryKind.ACCEPTED, "3.1")]


def test_a_declined_duty_is_returned_and_told_as_json(run: Run, tmp_path: Path):
    run("confirm", "--duty", "3.1", *NOT_OURS, *WHO)
    result = run("judge", "3.1", "--return", *WHY, *WHO, "--json")
    told = json.loads(result.stdout)
    assert (told["duty"], told["decision"]) == ("3.1", "returned")
    assert said(tmp_path)[-1] == (EntryKind.RETURNED, "3.1")


def test_nothing_to_report_is_entered_for_an_agency(run: Run, tmp_path: Path):
    result = run("confirm", "--duty", "report", "--said", "nothing", *WHO)
    assert "so-y-te: nothing 1 duties" in result.output
    assert said(tmp_path) == [(EntryKind.NOTHING, "report")]


def test_a_duty_is_waived_and_asked_for_again(run: Run, tmp_path: Path):
    result = run("waive", "3.1", *WHY, *WHO)
    assert "so-y-te: duty 3.1 waived, receipt " in result.output
    told = json.loads(run("waive", "3.1", "--end", *WHY, *WHO, "--json").stdout)
    assert (told["duty"], told["decision"]) == ("3.1", "unwaived")
    assert said(tmp_path) == [(EntryKind.WAIVED, "3.1"), (EntryKind.UNWAIVED, "3.1")]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("waive", "3.1", *WHO), "--reason"),
        (("waive", "3.1", "--end", *WHY, *WHO), "duty 3.1 is not waived"),
        (("waive", "9.9", *WHY, *WHO), "owes no duty 9.9"),
        (("judge", "3.1", *WHY, *WHO), "give either --accept or --return"),
        (("judge", "3.1", "--accept", *WHY, *WHO), "nobody declined duty 3.1"),
        (("judge", "9.9", "--accept", *WHY, *WHO), "owes no duty 9.9"),
        (("confirm", "--said", "declined", *WHO), "takes --concerns TEXT"),
        (("confirm", "--said", "done", *WHY, *WHO), "takes --concerns TEXT"),
        (
            ("confirm", *NOT_OURS[:-1], "cháu Nam sinh năm 2015", *WHO),
            "the reason names a person",
        ),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    run: Run, command: tuple[str, ...], words: str
):
    result = run(*command)
    assert result.exit_code != 0
    assert words in result.output + str(result.exception)


COLLEAGUE = ("--colleague", "Người nhận việc", "--colleague-post", "Phó Trưởng phòng")


def test_a_docket_is_passed_on_for_its_agency(run: Run, tmp_path: Path):
    where = ("--address", "phongnv@soyte.laichau.example")
    result = run("delegate", *where, *COLLEAGUE, *WHO)
    assert "passed on to phongnv@soyte.laichau.example, receipt " in result.output
    assert said(tmp_path) == [(EntryKind.DELEGATED, "")]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nobody", "nobody is no address"),
        ("a@elsewhere.example", "name an address at soyte.laichau.example"),
        ("vanthu@soyte.laichau.example", "already"),
    ],
)
def test_a_docket_stays_with_its_agency(run: Run, address: str, words: str):
    result = run("delegate", "--address", address, *COLLEAGUE, *WHO)
    assert result.exit_code != 0
    assert words in result.output + str(result.exception)
