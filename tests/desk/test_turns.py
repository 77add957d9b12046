"""How many dockets a beat takes at once, where others want to write as well."""

from pathlib import Path

import pytest

from desk.beat import CHUNK, at_once
from ledger.database import open_ledger


@pytest.mark.parametrize(
    ("visited", "seconds", "next_"),
    [
        (25, 0.005, 250),
        (25, 0.05, 25),
        (100, 0.05, 100),
        (25, 5.0, 25),
        (0, 0.2, 25),
        (0, 0.0, 25),
        (25, 0.0, CHUNK),
        (500, 0.01, CHUNK),
    ],
)
def test_as_many_come_next_as_fit_a_turn(visited: int, seconds: float, next_: int):
    assert at_once(visited, seconds) == next_


def test_who_works_alone_makes_way_for_nobody(tmp_path: Path):
    for where, hasty, shared in (
        (tmp_path / "a.db", False, True),
        (tmp_path / "b.db", True, False),
        (":memory:", False, False),
    ):
        ledger = open_ledger(where, hasty=hasty)
        assert ledger.shared is shared
        ledger.close()
