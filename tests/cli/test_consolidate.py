import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.desk import open_desk
from ledger import rehearsals
from tests.desk.desks import NAME, issued
from tests.desk.reports.reported import NOW, report
from tests.desk.reports.two_levels import ABOVE, BELOW, two_levels


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger with a clock of its own, to which two agencies have reported."""
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    desk = issued(where)
    report(desk, "so-y-te", {"suat-qua": 30})
    report(desk, "so-gddt", {"suat-qua": 30})
    desk.ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    return CliRunner().invoke(campaign, [*arguments, "--ledger", ledger])


def amend(ledger: str, figure: int, at: datetime) -> None:
    desk = open_desk(ledger, "secret", "http://campaign.example")
    report(desk, "so-gddt", {"suat-qua": figure}, at=at)
    desk.ledger.close()


def test_a_version_is_made_and_its_files_are_written(ledger: str) -> None:
    made = run(ledger, "consolidate", NAME, "-o", "out")
    assert made.exit_code == 0, made.output
    assert f"{NAME}: version 1, 2 of " in made.output
    assert "look at: suat-qua, same-figure (so-gddt, so-y-te)" in made.output
    assert "huyen-thanh-pho │ 8" in made.output
    names = sorted(file.name for file in Path("out").iterdir())
    assert names == [
        f"bao-cao-tong-hop-{NAME}-ban-1.docx",
        f"phieu-ra-soat-{NAME}-ban-1.docx",
        f"so-lieu-{NAME}-ban-1-noi-bo.xlsx",
        f"so-lieu-{NAME}-ban-1.xlsx",
    ]


def test_without_a_change_there_is_no_new_version(ledger: str) -> None:
    run(ledger, "consolidate", NAME)
    again = run(ledger, "consolidate", NAME)
    assert "nothing has changed since version 1" in again.output
    made = json.loads(run(ledger, "consolidate", NAME, "--json").output)
    assert (made["version"], made["fresh"]) == (1, False)
    everybody = made["timeliness"][0]
    assert (everybody["actual"], everybody["completeness"]) == (2, 105)


def test_a_change_is_shown_and_an_old_version_is_written_again(ledger: str) -> None:
    run(ledger, "consolidate", NAME)
    amend(ledger, 50, NOW + timedelta(hours=1))
    second = run(ledger, "consolidate", NAME, "-o", "second")
    assert "changed: suat-qua 60 -> 80 (so-gddt)" in second.output
    old = run(ledger, "consolidate", NAME, "--version", "1", "--json", "-o", "old")
    assert json.loads(old.output)["version"] == 1
    named = f"so-lieu-{NAME}-ban-1-noi-bo.xlsx"
    assert Path("old", named).read_bytes() == Path(named).read_bytes()


def test_the_reports_behind_a_figure_are_listed(ledger: str) -> None:
    run(ledger, "consolidate", NAME)
    shown = run(ledger, "figure", NAME, "suat-qua").output
    assert "Quà đã tặng: 60 suất, version 1" in shown
    assert "Sở Y tế" in shown
    assert "so-tttt" in shown
    found = json.loads(run(ledger, "figure", NAME, "suat-qua", "--json").output)
    assert (found["figure"], found["reported"]) == (60, 2)
    assert [one["figure"] for one in found["reports"]] == [30, 30]


def test_a_figure_nobody_gave_is_none(ledger: str) -> None:
    run(ledger, "consolidate", NAME)
    assert "Vụ vi phạm được phát hiện: none vụ" in (
        run(ledger, "figure", NAME, "vu-phat-hien").output
    )


def test_an_accepted_version_is_reported_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    where = str(tmp_path / "tree.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    two_levels(where).ledger.close()
    run(where, "consolidate", BELOW)
    accept = ("consolidate", BELOW, "--accept", "1")
    assert "say who accepts it" in run(where, *accept).output
    who = ("--name", "Người ghi", "--post", "Chủ tịch")
    assert "either --version or" in run(where, *accept, *who, "--version", "1").output
    said = run(where, *accept, *who).output
    assert f"{BELOW}: version 1 accepted and reported, receipt " in said
    assert json.loads(run(where, *accept, *who, "--json").output)["accepted"] == 1
    above = json.loads(run(where, "consolidate", ABOVE, "--json").output)
    assert (above["reported"], above["expected"]) == (1, 3)
