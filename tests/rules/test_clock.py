from datetime import datetime, timedelta

import pytest

from rules.clock import BEHIND, is_behind
from schemas.base import VN

NEWEST = datetime(2024, 6, 3, 8, tzinfo=VN)


@pytest.mark.parametrize(
    ("since", "behind"),
    [
        (timedelta(0), False),
        (timedelta(days=400), False),
        (-BEHIND, False),
        (-BEHIND - timedelta(seconds=1), True),
        (-timedelta(days=400), True),
    ],
)
def test_a_clock_is_behind_the_newest_fact_or_it_is_not(since: timedelta, behind: bool):
    assert is_behind(NEWEST, NEWEST + since) is behind


def test_without_a_fact_no_clock_is_behind():
    assert not is_behind(None, NEWEST)
