from datetime import timedelta

import pytest

from flows.again import pause


@pytest.mark.parametrize(
    ("times", "seconds"), [(0, 5), (1, 10), (6, 320), (7, 600), (10**6, 600)]
)
def test_a_run_rests_longer_each_time(times: int, seconds: int):
    assert pause(times) == timedelta(seconds=seconds)
