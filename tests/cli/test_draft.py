"""As a coordinator does it: the Word file, the questions, a started campaign."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign, main
from tests.documents.reader.making import commune
from tests.documents.reader.scoring import HOME

SEEDS = sorted((HOME / "seeds").glob("*.txt"))


def run(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(campaign, list(map(str, arguments)), input=typed)


def test_json_is_one_object_in_the_documented_words() -> None:
    result = run("draft", SEEDS[1], "--json")
    read = json.loads(result.stdout)
    assert result.exit_code == 0
    documented = """title kind issuer level number date place theme period slogans
        legal_bases parent agencies deadlines reports recipients signer flags"""
    assert set(documented.split()) <= read.keys()
    assert (read["kind"], read["level"], read["number"], read["date"]) == (
        "kế hoạch",
        "province",
        None,
        None,
    )
    assert read["period"]["from"] == "2024-06-01"
    last = read["deadlines"][-1]
    assert last["raw"] == "trước ngày 20/7/2024"
    assert {
        key: last[key] for key in ("bound", "date", "last_day", "last_working_day")
    } == {
        "bound": "before",
        "date": "2024-07-20",
        "last_day": "2024-07-19",
        "last_working_day": "2024-07-19",
    }
    assert {"from", "to", "offset_days", "anchor", "for", "source"} <= last.keys()
    assert read["signer"]["authority"] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_a_drafted_seed_plays_a_whole_season_untouched(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    folder = tmp_path / "draft"
    assert run("draft", seed, "-o", folder).exit_code == 0
    checked = run("check", folder)
    assert checked.exit_code == 0
    assert "open questions" in checked.output
    assert run("start", folder, "--ledger", tmp_path / "l.db").exit_code != 0
    played = run("rehearse", folder, "--ledger", tmp_path / "rehearsal.db", "--json")
    assert played.exit_code == 0, played.output
    assert json.loads(played.stdout)


def test_from_a_word_file_to_a_started_campaign(tmp_path: Path) -> None:
    paper, folder = commune(tmp_path / "plan.docx"), tmp_path / "draft"
    stopped = run("draft", paper, "-o", folder, "--interactive", typed="\n-\n\nnever\n")
    assert "never is not a day" in stopped.output
    assert stopped.exit_code != 0  # the input ended: stopped in the middle
    answered = run("draft", paper, "-o", folder, "--interactive", typed="\n" * 60)
    assert answered.exit_code == 0, answered.output
    assert "nothing left to ask" in answered.output
    again = run("draft", paper, "-o", folder, "--interactive")
    assert "nothing left to ask" in again.output
    checked = json.loads(run("check", folder, "--json").stdout)
    assert (checked["errors"], checked["questions"]) == ([], [])
    started = run("start", folder, "--ledger", tmp_path / "ledger.db")
    assert "started" in started.output


def test_an_unreadable_file_is_one_line_exit_2_and_no_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    arguments = [
        "campaign",
        "draft",
        str(tmp_path / "plan.doc"),
        "-o",
        str(tmp_path / "x"),
    ]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["plan.doc"]
