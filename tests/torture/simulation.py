"""The part *simulation*: one agency's season, its answers and faults drawn by seed.

The moves are those of tests/rules/test_properties.py, which checks every decision as it
falls; here a season has at least fifty, and there are as many seasons as are wanted.
"""

from collections.abc import Iterator
from datetime import datetime
from traceback import extract_tb
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from schemas.base import VN
from tests.rules.season import Played
from tests.rules.test_properties import MOVE, dockets, play
from tests.torture.figures import Figure
from tests.torture.part import Part, Results, side_by_side

SEASONS = 20_000
STEPS = 50
BATCH = 100
"""Seasons drawn from one seed."""
_LONG = st.lists(MOVE, min_size=STEPS, max_size=STEPS + 30)


class Simulation(NamedTuple):
    """How far the part is: a piece of the results for each seed that was drawn."""

    results: Results

    def go_on(self, wanted: int) -> Iterator[dict[str, Any]]:
        """Draw seeds until there are as many seasons as wanted; yield each."""
        done, first = self.results.total("seasons"), len(self.results.lines())
        batches = range(done, wanted, BATCH)
        pieces = [(first + i, min(BATCH, wanted - at)) for i, at in enumerate(batches)]
        for one in side_by_side(drawn, pieces):
            self.results.add(one)
            yield one

    def figures(self, wanted: int) -> list[Figure]:
        """Return what was reached, with its goal where there is one."""
        total = self.results.total
        return [
            Figure("seasons", total("seasons"), at_least=wanted),
            Figure("steps in them", total("steps")),
            Figure("facts in them", total("facts")),
            Figure("seeds of a broken promise", total("broken"), at_most=0),
        ]


def drawn(number: int, seasons: int) -> dict[str, Any]:
    """Play the seasons of one seed; the same number always plays the same ones."""
    began = datetime.now(VN)
    seen = {"seasons": 0, "steps": 0, "facts": 0}

    @seed(number)
    @settings(
        max_examples=seasons,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(dockets(), _LONG)
    def every(played: Played, moves: list[Any]) -> None:
        seen["seasons"] += 1
        seen["steps"] += len(moves)
        try:
            play(played, moves)
        except Exception as error:
            error.add_note(f"{played.docket.assignments!r}, {moves!r}")
            raise
        seen["facts"] += len(played.docket.entries)

    wrong = ""
    try:
        every()
    except Exception as error:  # noqa: BLE001 - whatever it is, its seed is kept
        wrong = _told(error)
    seconds = (datetime.now(VN) - began).total_seconds()
    result = {"seed": number, "at": began.isoformat(timespec="seconds")}
    result |= {"seconds": round(seconds), "broken": int(bool(wrong)), "wrong": wrong}
    return result | seen


def _told(error: Exception) -> str:
    """Say what went wrong, on which line, and what was played to come to it.

    A seed repeats itself as long as the code stays: what is drawn depends on it.
    """
    line = extract_tb(error.__traceback__)[-1]
    notes = getattr(error, "__notes__", [])[:1]
    return " ".join((f"{error!r} at {line.name}:{line.lineno}", *notes))


def _go_on(results: Results) -> Iterator[str]:
    for one in Simulation(results).go_on(SEASONS):
        yield (
            f"seed {one['seed']}: {one['seasons']} seasons, {one['steps']} steps, "
            f"{one['seconds']} s{', ' + one['wrong'][:100] if one['wrong'] else ''}"
        )


PART = Part("simulation", _go_on, lambda results: Simulation(results).figures(SEASONS))
