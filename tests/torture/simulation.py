"""The part *simulation*: one agency's season, its answers and faults drawn by seed.

The moves are those of tests/rules/test_properties.py, which checks every decision as it
falls; here a season has at least fifty, and there are as many seasons as are wanted.
"""

from typing import Any

from hypothesis import strategies as st

from tests.rules.season import Played
from tests.rules.test_properties import MOVE, dockets, play
from tests.torture.drawing import STEPS, draw, part
from tests.torture.figures import Figure
from tests.torture.part import Results

_LONG = st.lists(MOVE, min_size=STEPS, max_size=STEPS + 30)


def drawn(number: int, seasons: int) -> dict[str, Any]:
    """Play the seasons of one seed."""
    return draw(number, seasons, _play, dockets(), _LONG)


def _play(played: Played, moves: list[Any]) -> dict[str, int]:
    play(played, moves)
    return {"steps": len(moves), "facts": len(played.docket.entries)}


def figures(results: Results, wanted: int) -> list[Figure]:
    """Return what was reached, with its goal where there is one."""
    total = results.total
    return [
        Figure("seasons", total("seasons"), at_least=wanted),
        Figure("steps in them", total("steps")),
        Figure("facts in them", total("facts")),
        Figure("seeds of a broken promise", total("broken"), at_most=0),
    ]


PART = part("simulation", drawn, figures)
