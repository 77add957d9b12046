"""One per cent of the torture: `make torture PART=crash` runs the rest."""

from pathlib import Path

import pytest

from tests.desk.desks import NAME, issued
from tests.torture.crash import KILLS, Torture, figures
from tests.torture.figures import show
from tests.torture.judged import differences, final_of
from tests.torture.part import Results

pytestmark = pytest.mark.torture


def test_a_season_that_is_killed_ends_as_if_it_had_not_been(tmp_path: Path):
    torture = Torture(Results(tmp_path / "crash.jsonl"))
    season = next(torture.go_on(KILLS // 100))
    assert not season["violations"]
    killed = torture.kills()  # it may have ended before its last death
    assert killed > 0
    assert show("crash", figures(torture.results, killed)) == 0
    assert list(torture.go_on(killed)) == [], "what was run before counts"


def test_what_differs_between_two_ends_of_a_season_is_named(tmp_path: Path):
    desk = issued(str(tmp_path / "ledger.db"))
    ended = final_of(desk, NAME)
    docket = max(ended.facts, key=lambda one: len(ended.facts[one]))
    agency = next(row.agency for row in ended.rows if row.id == docket)
    lost = ended.facts[docket][-1]
    without = ended._replace(facts=ended.facts | {docket: ended.facts[docket][:-1]})
    assert differences(without, ended) == [f"{agency}: not {lost}"]
    assert differences(ended, without) == [f"{agency}: but {lost}"]


def test_every_figure_that_is_missed_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert show("crash", figures(Results(tmp_path / "none.jsonl"), 9)) == 1
    assert capsys.readouterr().err == "missed: kills: 0, at least 9\n"
