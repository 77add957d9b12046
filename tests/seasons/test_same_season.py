"""What one seed tells, it tells again, wherever its ledger lies."""

import pytest

from tests.seasons.story import told
from tests.seasons.test_whole_season import PLANS


@pytest.mark.parametrize("plan", PLANS)
def test_one_seed_writes_the_same_bytes_and_another_does_not(plan: str):
    stories = [told(plan, ":memory:", seed) for seed in (7, 7, 8)]
    first, second, other = (story.post.sent for story in stories)
    assert first == second
    assert first != other
    for story in stories:
        story.desk.ledger.close()


def test_both_databases_tell_the_same_season(address: str):
    here = told("dong-dang-2024", address, seed=3)
    memory = told("dong-dang-2024", ":memory:", seed=3)
    assert here.post.sent == memory.post.sent
    for story in (here, memory):
        story.desk.ledger.close()
