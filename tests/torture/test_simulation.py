"""A few seasons of the simulation: `make torture PART=simulation` runs the rest."""

from pathlib import Path

import pytest

from tests.torture.drawing import Drawing
from tests.torture.figures import show
from tests.torture.part import Results
from tests.torture.simulation import drawn, figures

pytestmark = pytest.mark.torture


def test_seasons_drawn_by_seed_break_no_promise_and_are_resumed(tmp_path: Path):
    results = Results(tmp_path / "simulation.jsonl")
    (first,) = Drawing(results, drawn).go_on(4)
    (second,) = Drawing(results, drawn).go_on(8)
    assert (first["seed"], second["seed"]) == (0, 1)
    assert show("simulation", figures(results, 8)) == 0


def test_a_seed_plays_the_same_seasons_again():
    once, again = drawn(7, 3), drawn(7, 3)
    for name in ("seasons", "steps", "facts", "wrong"):
        assert once[name] == again[name]
