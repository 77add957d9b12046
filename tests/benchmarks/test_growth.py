"""Points are kept and drawn; how things grow is told by `make growth`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from matplotlib.image import imread

from benchmarks.curves import MEMORY, OWED, SECONDS, draw, picture
from benchmarks.growing import CURVES, season
from benchmarks.growth import main
from benchmarks.points import Kept, Point


def test_points_are_measured_once_and_drawn(tmp_path: Path) -> None:
    kept, pictures = tmp_path / "kept", tmp_path / "pictures"

    def grow(*curves: str) -> Result:
        command = ["--sizes", "0.01", "--on", "sqlite"]
        command += [word for one in curves for word in ("--only", one)]
        command += ["--kept", str(kept), "--pictures", str(pictures)]
        return CliRunner().invoke(main, command, catch_exceptions=False)

    assert grow("start").exit_code == 0
    first = Kept(kept).points()
    assert grow("beat", "start").exit_code == 0
    points = Kept(kept).points()
    assert [one[:4] for one in points] == [
        ("beat", "sqlite", 0.01, 42 * 4),
        ("start", "sqlite", 0.01, 13 * 4),
    ]
    assert points[1:] == first
    assert all(one.seconds > 0 and one.megabytes > 50 for one in points)
    for curve in ("beat", "start"):
        drawn = imread(pictures / f"growth-{curve}.png")
        assert drawn.shape[:2] == (528, 1200)
        assert 0 < drawn[..., :3].min(axis=2).mean() < 1, "dark lines on white"


def test_a_season_of_a_province_of_one_commune_is_a_point(tmp_path: Path) -> None:
    assignments, seconds = season(str(tmp_path / "ledger.db"), 0.01)
    assert assignments > 100
    assert seconds > 0


@pytest.mark.parametrize("curve", CURVES)
def test_axes_say_what_they_show_by_factors_of_ten(curve: str) -> None:
    points = [
        Point(curve, database, size, int(200 * size), 0.1 * size, 150, 1.0, "")
        for database in ("postgresql", "sqlite")
        for size in (1, 10, 100)
    ]
    took, memory = picture(curve, points).axes
    for axes, up in ((took, SECONDS), (memory, MEMORY)):
        assert (axes.get_xlabel(), axes.get_ylabel()) == (OWED[curve], up)
        assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
        assert axes.get_xlim() == (100, 100_000)
        said = axes.xaxis.get_major_formatter()
        assert [said(10_000, 0), said(0.1, 0)] == ["10,000", "0.1"]
    named = [line.get_label() for line in took.get_lines()]
    assert named == ["PostgreSQL", "SQLite", "in proportion"]
    assert memory.get_ylim() == (100, 1000)


def test_nothing_is_drawn_of_what_was_not_measured(tmp_path: Path) -> None:
    assert list(draw([], tmp_path)) == []
