from datetime import date
from pathlib import Path

import pytest

from examples.country import Played, play
from examples.nation import COMMUNES, PROVINCES, TIERS, nation


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("country"), 1, 1, seed=1, quota=1000)


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    def digest(seed: int, name: str) -> str:
        (tmp_path / name).mkdir()
        return play(tmp_path / name, 1, 1, seed, 1000, until=date(2026, 5, 8)).digest

    first = digest(1, "first")
    assert digest(1, "again") == first
    assert digest(2, "other") != first


def test_three_levels_are_added_up_and_every_letter_is_counted(played: Played) -> None:
    assert played.acts["consolidated"] == played.campaigns == 3
    assert set(played.coverage) == set(TIERS)
    assert played.held == 0
    assert 0 < played.composed < played.letters / 50
    assert sum(letters for _, letters in played.curve.days) == played.letters


def test_communes_are_dealt_out_to_all_provinces() -> None:
    tiers = [(one.tier, len(one.roster.agencies)) for one in nation(3, 7)]
    assert [tier for tier, _ in tiers] == [0, 1, 1, 1, *[2] * 7]
    assert all(agencies == 12 for tier, agencies in tiers if tier == 2)


def test_the_whole_country_owes_what_it_owes_in_life() -> None:
    # One province of the usual size tells: nothing differs but names.
    below = [one for one in nation(1, 2) if one.tier == 2]
    assert COMMUNES * len(below[0].roster.agencies) == 39_852
    assert PROVINCES == 34
