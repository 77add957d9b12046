"""A few stormy seasons: `make torture PART=storms` plays the rest."""

from pathlib import Path

import pytest

from tests.torture.drawing import Drawing
from tests.torture.figures import show
from tests.torture.part import Results
from tests.torture.storms import drawn, figures

pytestmark = pytest.mark.torture


def test_a_seed_plays_the_same_storms_again_and_they_break_no_promise(tmp_path: Path):
    results = Results(tmp_path / "storms.jsonl")
    (first,) = Drawing(results, drawn).go_on(8)
    assert show("storms", figures(results, 8)) == 0
    assert min(first[name] for name in ("ledger", "mail", "back")) > 0
    again = drawn(first["seed"], 8)
    assert {**again, "at": "", "seconds": 0} == {**first, "at": "", "seconds": 0}
