"""A season beaten every hour; too many decisions to be measured while they fall."""

from datetime import timedelta

from hypothesis import given, settings

from tests.rules.season import Played, at
from tests.rules.test_properties import dockets


@settings(max_examples=25, deadline=None)
@given(dockets())
def test_nobody_answering_the_season_is_the_same_from_wake_to_wake(played):
    """A docket beaten every hour says what one beaten at its wakes says."""
    hourly = Played(played.docket)
    played.play(at(6, 5), at(10, 8))
    now = at(6, 5)
    while now <= at(10, 8):
        hourly.beat(now)
        now += timedelta(hours=1)
    assert played.told == hourly.told
