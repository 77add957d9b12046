"""A hundredth of the stormy seasons: `make torture PART=storms` plays the rest."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import strategies as st

from tests.seasons.small import schedule
from tests.torture.drawing import SEASONS, Drawing, draw
from tests.torture.figures import show
from tests.torture.part import Results
from tests.torture.storms import drawn, figures
from tests.torture.stormy import Stormy, issued

pytestmark = pytest.mark.torture
WANTED = SEASONS // 100


def told(ledger: Path, number: int) -> tuple[dict[str, int], list[tuple[object, ...]]]:
    """Play a season; return what was counted, and every fact and letter of it."""
    with closing(Stormy(ledger, number)) as season:
        return season.play(), schedule(season.desk)


def test_stormy_seasons_break_no_promise_and_every_kind_of_fault_strikes(
    tmp_path: Path,
):
    results = Results(tmp_path / "storms.jsonl")
    for _ in Drawing(results, drawn).go_on(WANTED):
        pass
    assert show("storms", figures(results, WANTED)) == 0


def test_a_number_plays_the_same_season_in_any_process(tmp_path: Path):
    ledger = issued(tmp_path)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        elsewhere = pool.submit(told, ledger, 4711).result()
    assert elsewhere == told(ledger, 4711)


def test_what_broke_a_promise_is_kept_with_its_number():
    def break_large(number: int) -> dict[str, int]:
        assert number < 1000, "too large"
        return {"steps": 1}

    result = draw(0, 100, break_large, st.integers(0, 10**9))
    assert result["broken"] == 1
    assert int(result["wrong"].rpartition(" ")[2]) >= 1000
