"""One per cent of the torture: `make torture PART=crash` runs the rest."""

from pathlib import Path

import pytest

from tests.torture.crash import KILLS, Torture, figures
from tests.torture.figures import show
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


def test_every_figure_that_is_missed_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert show("crash", figures(Results(tmp_path / "none.jsonl"), 9)) == 1
    assert capsys.readouterr().err == "missed: kills: 0, at least 9\n"
