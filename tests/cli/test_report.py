import json
import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.desk import open_desk
from desk.reports.attached import of_last_version
from ledger import rehearsals
from schemas.base import VN
from tests.desk.desks import NAME, docket, issued
from tests.desk.reports.test_attach import BIG, picture, put
from tests.desk.reports.test_hand_in import nothing, write
from tests.desk.reports.test_hand_in import submit as hand_in
from tests.desk.reports.test_submit import SO_Y_TE

Run = Callable[..., Result]
NOW = datetime(2024, 7, 18, 9, tzinfo=VN)
WHO = ("--name", "Người nhập", "--post", "Văn thư")
WHY = ("--reason", "Thiếu số liệu về học bổng")
ODD = ("--explain", "Chưa có số liệu qua điện thoại")
CALL = ("--source", "Chánh Văn phòng gọi điện", *ODD, *WHO)
PAPER = """\
figures:
  luot-kham: '1.250'
  ngan-sach: 4,2 tỷ
  tin-bai: 12
narrative:
  results: Đã tổ chức khám sàng lọc.
explained:
  luot-kham: Khám theo cụm xã
source: Báo cáo số 45/BC-SYT
"""


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
        return CliRunner().invoke(campaign, [command, NAME, *arguments])

    return run


def shown(run: Run) -> dict[str, object]:
    every = json.loads(run("report", "--json").stdout)
    return next(one for one in every if one["agency"] == "so-y-te")


def happened(run: Run) -> list[dict[str, Any]]:
    return json.loads(run("report", "so-y-te", "--json").stdout)["happened"]


def well(result: Result) -> str:
    assert result.exit_code == 0, f"{result.output} {result.exception}"
    return result.output


def test_a_report_goes_from_paper_to_the_lock(run: Run, tmp_path: Path):
    file = tmp_path / "report.yaml"
    file.write_text(PAPER, encoding="utf-8")
    assert shown(run)["state"] == "missing"
    said = well(run("report", "so-y-te", "--from", str(file), *ODD, *WHO))
    assert "so-y-te: report entered (paper), receipt " in said
    assert shown(run)["state"] == "handed-in"
    well(run("send-back", "so-y-te", "--until", "2024-07-26", *WHY, *WHO))
    now = shown(run)
    assert (now["state"], now["last_day"]) == ("sent-back", "2024-07-26")
    well(run("report", "so-y-te", "--figure", "luot-kham=1.300", *CALL))
    well(run("take-in", "so-y-te", *WHO))
    copy = ("--number", "45/BC-SYT", "--date", "2024-07-17", "--signer", "Giám đốc")
    said = well(run("signed", "so-y-te", *copy, *WHO))
    assert "signed as 45/BC-SYT on 17/7/2024" in said
    assert shown(run)["state"] == "signed"
    said = well(run("lock", *WHO))
    assert "figures of all agencies locked" in said
    (missing,) = re.findall("not handed in: (.*); they are asked for it still", said)
    assert "so-gddt" in missing.split(", ")
    assert "so-y-te" not in missing.split(", ")
    now = shown(run)
    assert (now["state"], now["versions"], now["on_time"]) == ("locked", 2, True)
    first, *_ = happened(run)
    assert first["report"]["figures"] == {
        "luot-kham": 1250,
        "ngan-sach": 4_200_000_000,
        "tin-bai": 12,
    }


def test_a_report_is_shown_with_its_history_and_its_figures(run: Run):
    well(run("report", "so-y-te", "--figure", "luot-kham=1.300", *CALL))
    copy = ("--number", "45/BC-SYT", "--date", "2024-07-17", "--signer", "Giám đốc")
    well(run("signed", "so-y-te", *copy, *WHO))
    words = "".join(well(run("report", "so-y-te")).split())
    for said in ("Đã có bản ký", "1.300", "45/BC-SYT", "signed-copy", "missing"):
        assert "".join(said.split()) in words
    assert "Chưa nộp" in well(run("report"))


def test_figures_are_amended_after_the_lock_with_a_reason(run: Run):
    figure = ("report", "so-y-te", "--figure", "luot-kham=5", *CALL)
    well(run(*figure))
    assert "not handed in" not in well(run("lock", "so-y-te", *WHO))
    assert "say why they are amended" in str(run(*figure).exception)
    well(run(*figure, *WHY))
    assert shown(run)["amended"] is True
    assert [one["amended"] for one in happened(run)] == [False, True]
    well(run("unlock", "so-y-te", *WHY, *WHO))
    assert shown(run)["locked"] is False


def test_what_went_by_the_clerk_is_handed_in_and_signed(run: Run):
    copy = ("--number", "9/BC", "--date", "2024-07-17", "--signer", "Giám đốc")
    came = ("--received", "2024-07-17")
    well(run("report", "so-y-te", "--how", "clerk", *copy, *came, *WHO))
    now = shown(run)
    assert (now["state"], now["channel"]) == ("signed", "clerk")
    assert str(now["handed_in"]).startswith("2024-07-17T")


def test_a_group_in_which_nothing_arose_drops_its_figures(run: Run):
    well(run("report", "so-y-te", "--figure", "luot-kham=5", *CALL))
    well(run("report", "so-y-te", "--nothing", "suc-khoe", *CALL))
    first, last = (one["report"] for one in happened(run))
    assert (first["figures"], first["nothing"]) == ({"luot-kham": 5}, [])
    assert (last["figures"], last["nothing"]) == ({}, ["suc-khoe"])
    assert "nothing arose: suc-khoe" in well(run("report", "so-y-te"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", "--figure", "a=1"), "name the AGENCY"),
        (("report", "so-y-te", "--figure", "luot-kham=1"), "--name, --post"),
        (("report", "so-y-te", "--source", "Công văn"), "say what is entered"),
        (("report", "so-y-te", "--number", "9"), "--number, --date and --signer"),
        (("report", "so-y-te", "--figure", "luot-kham", *CALL), "ID=NUMBER"),
        (
            ("report", "so-y-te", "--figure", "luot-kham=1.5", *CALL),
            "luot-kham: no figure in",
        ),
        (("report", "so-y-te", "--figure", "unknown=1", *CALL), "unknown: not asked"),
        (("report", "so-y-te", "--figure", "luot-kham=1", *ODD, *WHO), "comes from"),
        (("report", "so-y-te", "--figure", "luot-kham=1", *CALL[:2], *WHO), "missing"),
        (
            ("report", "so-y-te", "--how", "clerk", "--nothing", "suc-khoe", *WHO),
            "no figures here",
        ),
        (("report", "nobody"), "no agency nobody"),
        (("take-in", "so-y-te", *WHO), "no report stands"),
        (("send-back", "so-y-te", *WHY, *WHO), "no report stands"),
        (("lock", "nobody", *WHO), "no agency nobody"),
        (("unlock", *WHY, *WHO), "unlocked already"),
    ],
)
def test_what_cannot_be_recorded_is_said(
    run: Run, arguments: tuple[str, ...], message: str
):
    result = run(*arguments)
    assert result.exit_code != 0
    assert message in result.output + str(result.exception)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("figures: {luot-kham: 1.250}\n", "stands in quotes"),
        ("figures: {luot-kham: true}\n", "stands in quotes"),
        ("figure: {}\n", "report.yaml:1"),
        ("figures: {luot-kham: '1,250'}\n", "luot-kham: no figure in"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(
    run: Run, tmp_path: Path, content: str, message: str
):
    file = tmp_path / "report.yaml"
    file.write_text(content, encoding="utf-8")
    result = run("report", "so-y-te", "--from", str(file), *CALL)
    assert result.exit_code != 0
    assert message in result.output + str(result.exception)


@pytest.fixture
def attached(run: Run) -> tuple[str, ...]:
    """What two files are called that go with a report, by the ledger."""
    desk = open_desk(os.environ["CAMPAIGN_LEDGER"], "secret", "http://campaign.example")
    put(desk, "Báo cáo.pdf", BIG)
    put(desk, "b.png", picture(1))
    hand_in(desk, write(desk, nothing(desk)), "act")
    files = of_last_version(desk, docket(desk, SO_Y_TE).id)
    desk.ledger.close()
    return tuple(one.id for one in files)


def test_what_is_attached_is_written_over_no_other_file(
    run: Run, attached: tuple[str, ...], tmp_path: Path
):
    folder = tmp_path / "new" / "files"
    write_there = ("report", "so-y-te", "--files", str(folder))
    first, second = attached
    said = well(run(*write_there))
    assert f"{folder / first}: Báo cáo.pdf (" in said
    assert f"{folder / second}: b.png (1 KB)" in said
    assert (folder / first).read_bytes() == BIG
    assert {one.name for one in folder.iterdir()} == {first, second}
    told = json.loads(well(run(*write_there, "--json")))
    assert [one["name"] for one in told] == ["Báo cáo.pdf", "b.png"]
    (folder / second).write_bytes(b"worked on")
    assert "was worked on" in str(run(*write_there).exception)
    assert (folder / second).read_bytes() == b"worked on"


def test_it_is_said_how_much_is_attached_and_amending_keeps_it(
    run: Run, attached: tuple[str, ...]
):
    well(run("report", "so-y-te", "--figure", "luot-kham=1.300", *CALL))
    assert [tuple(one["report"]["attachments"]) for one in happened(run)] == [
        attached,
        attached,
    ]
    words = "".join(well(run("report", "so-y-te")).split())
    assert "attachments:2" in words


def test_files_are_asked_for_of_one_agency_that_may_have_none(run: Run, tmp_path: Path):
    files = ("--files", str(tmp_path / "files"))
    assert run("report", *files).exit_code == 2
    assert run("report", "so-y-te", *files, "--figure", "a=1", *WHO).exit_code == 2
    well(run("report", "so-y-te", "--figure", "luot-kham=1.300", *CALL))
    said = well(run("report", "so-y-te", *files))
    assert "nothing is attached to the last version" in said
    assert not (tmp_path / "files").exists()
