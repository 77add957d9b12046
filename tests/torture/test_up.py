"""One kill of a season that is served: `make torture PART=up` runs the rest."""

from datetime import datetime
from pathlib import Path

import pytest

from schemas.base import VN
from tests.small_campaign import write_campaign
from tests.torture.figures import show
from tests.torture.part import Results
from tests.torture.up import figures, season

pytestmark = [pytest.mark.torture, pytest.mark.prefect]

AT_A_LETTER = 3
"""A season whose first kill is the runner's, when its second letter was taken."""
LAST_DAYS = datetime(2024, 7, 19, 18, tzinfo=VN)


def test_a_served_season_whose_runner_is_killed_ends_as_if_it_had_not_been(
    tmp_path: Path,
):
    campaign = str(write_campaign(tmp_path / "plan"))
    one = season(AT_A_LETTER, 1, campaign, LAST_DAYS)
    assert one["kills"] == {"the runner": 1}
    assert one["duplicates"] == 1
    results = Results(tmp_path / "up.jsonl")
    results.add(one)
    assert show("up", figures(results, 1)) == 0
