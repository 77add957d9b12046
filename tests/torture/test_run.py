"""How the parts are run and told together, over parts that are made here."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.torture import run
from tests.torture.figures import Figure
from tests.torture.part import NotHereError, Part, Results


def counting(name: str, goal: int) -> Part:
    def go_on(results: Results) -> Iterator[str]:
        while results.total("n") < goal:
            results.add({"n": 1, "at": f"2026-11-{10 + len(results.lines())}T08:00"})
            yield "one more"

    def figures(results: Results) -> list[Figure]:
        return [Figure("counted", results.total("n"), at_least=goal)]

    return Part(name, go_on, figures)


def lacking(_results: Results) -> Iterator[str]:
    raise NotHereError("no such server here")


def broken(_results: Results) -> Iterator[str]:
    raise ValueError("the part is wrong")


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Part]:
    three = counting("three", 3)
    parts = {
        "lacks": Part("lacks", lacking, counting("", 1).figures),
        "broken": Part("broken", broken, counting("", 1).figures),
        "three": three,
    }
    monkeypatch.setattr(run, "RESULTS", tmp_path)
    monkeypatch.setattr(run, "PARTS", parts)
    return parts


def torture(*arguments: str) -> Result:
    return CliRunner().invoke(run.main, arguments)


@pytest.mark.usefixtures("parts")
def test_all_parts_are_run_and_told_with_their_days_and_what_was_missed():
    done = torture()
    assert done.exit_code == 1
    assert "| three | counted | 3 | at least 3 | met | 2026-11-10 to 2026-11-12 |" in (
        done.stdout
    )
    row = "| lacks | counted | 0 | at least 1 | **not reached** | never |"
    assert row in done.stdout
    why = {line for line in done.stderr.splitlines() if line.startswith("missed: ")}
    assert why == {
        "missed: lacks: counted: 0, at least 1 (not run: no such server here)",
        "missed: broken: counted: 0, at least 1 (broke: ValueError: the part is wrong)",
    }
    last = json.loads(done.stdout.splitlines()[-1])
    assert [one["part"] for one in last["parts"]] == ["lacks", "broken", "three"]
    assert last["parts"][2]["figures"] == [
        {"figure": "counted", "value": 3, "goal": "at least 3", "met": True}
    ]


def test_when_nothing_is_missing_nothing_runs_and_it_succeeds(parts: dict[str, Part]):
    del parts["lacks"], parts["broken"]
    assert torture().exit_code == 0
    again = torture()
    assert again.exit_code == 0
    assert "one more" not in again.stderr


@pytest.mark.usefixtures("parts")
def test_a_part_that_takes_too_long_is_left_and_gone_on_with():
    codes = [
        torture("--minutes", "0.0000001").exit_code,
        torture("--minutes", "0.0000001").exit_code,
    ]
    assert codes == [1, 1]
    told = torture("--minutes", "0")
    assert "| three | counted | 2 |" in told.stdout


@pytest.mark.usefixtures("parts")
def test_one_part_alone_is_told_alone():
    done = torture("three")
    assert done.exit_code == 0
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "part": "three",
        "figures": {"counted": 3},
        "missed": [],
    }


@pytest.mark.usefixtures("parts")
def test_a_part_that_is_unknown_is_refused_with_those_that_are():
    done = torture("cras")
    assert done.exit_code == 2
    assert "cras: parts are lacks, broken, three" in done.stderr
