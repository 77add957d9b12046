"""The pictures of how things grow: time and memory, both axes by factors of ten."""

# Matplotlib says nothing of its keywords.
# pyright: reportUnknownMemberType=false

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from benchmarks.points import Point

TITLES = {
    "beat": "A beat with the same number of dockets due",
    "start": "A campaign started, issued, first letters queued",
    "season": "A whole season: beats, answers, reports, three levels added up",
}
OWED = {"beat": "assignments open", "start": "assignments", "season": "assignments"}
SECONDS, MEMORY = "seconds", "memory of the process at most, MB"
_LOOKS = {
    "sqlite": ("SQLite", "#1f5fa8", "o-"),
    "postgresql": ("PostgreSQL", "#c05010", "s-"),
}
_INK, _FAINT = "#222222", "#999999"
_INCHES, _DOTS = (10.0, 4.4), 120


def draw(points: Sequence[Point], folder: Path) -> Iterator[Path]:
    """Draw a picture for each curve of which there are points; yield the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for curve, found in groupby(sorted(points), key=lambda one: one.curve):
        file = folder / f"growth-{curve}.png"
        FigureCanvasAgg(picture(curve, [*found])).print_png(file)
        yield file


def picture(curve: str, points: Sequence[Point]) -> Figure:
    """Return a curve: on the left what it took, on the right the memory."""
    figure = Figure(figsize=_INCHES, dpi=_DOTS, facecolor="white", layout="constrained")
    figure.suptitle(TITLES[curve], color=_INK)
    took, memory = figure.subplots(1, 2)
    every = [one.assignments for one in points]
    _frame(took, OWED[curve], every, SECONDS, [one.seconds for one in points])
    _frame(memory, OWED[curve], every, MEMORY, [one.megabytes for one in points])
    for database, found in groupby(points, key=lambda one: one.database):
        line = [*found]
        owed = [one.assignments for one in line]
        label, colour, marker = _LOOKS[database]
        look = {"label": label, "color": colour}
        took.plot(owed, [one.seconds for one in line], marker, **look)
        memory.plot(owed, [one.megabytes for one in line], marker, **look)
    _in_proportion(took, points)
    for axes in (took, memory):
        axes.legend(frameon=False, labelcolor=_INK)
    return figure


def _frame(
    axes: Axes,
    across: str,
    owed: Sequence[float],
    up: str,
    values: Sequence[float],
) -> None:
    """Set both axes up from one power of ten to another, so that flat looks flat."""
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(across, color=_INK)
    axes.set_ylabel(up, color=_INK)
    axes.set_xlim(*_powers(owed))
    axes.set_ylim(*_powers(values))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(_plainly))
        axis.set_minor_formatter(NullFormatter())
    axes.grid(which="major", color="#dddddd", linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)


def _plainly(value: float, _: int | None) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _powers(values: Sequence[float]) -> tuple[float, float]:
    """Return the powers of ten around values."""
    least, most = math.log10(min(values)), math.log10(max(values))
    return 10 ** math.floor(least), 10 ** (math.floor(most) + 1)


def _in_proportion(axes: Axes, points: Sequence[Point]) -> None:
    """Show what it would be to take ten times as long for ten times as much."""
    first = min(points, key=lambda one: (one.assignments, one.seconds))
    most = max(one.assignments for one in points)
    across = [first.assignments, most]
    up = [first.seconds, first.seconds * most / first.assignments]
    axes.plot(across, up, "--", label="in proportion", color=_FAINT, zorder=1)
