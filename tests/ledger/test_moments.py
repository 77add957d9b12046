from datetime import UTC, datetime

import pytest

from ledger.moments import moment, moment_or_none, seconds, seconds_or_none
from schemas.base import VN


@pytest.mark.parametrize(
    ("given", "back"),
    [
        pytest.param(
            datetime(2024, 6, 3, 8, tzinfo=VN),
            datetime(2024, 6, 3, 8, tzinfo=VN),
            id="a moment comes back as it went",
        ),
        pytest.param(
            datetime(2024, 6, 3, 1, tzinfo=UTC),
            datetime(2024, 6, 3, 8, tzinfo=VN),
            id="a moment comes back in the campaign's zone",
        ),
        pytest.param(
            datetime(2024, 6, 3, 8, 0, 0, 999_999, tzinfo=VN),
            datetime(2024, 6, 3, 8, tzinfo=VN),
            id="parts of a second are cut off",
        ),
        pytest.param(
            datetime(2040, 1, 1, tzinfo=VN),
            datetime(2040, 1, 1, tzinfo=VN),
            id="a moment after 2038 fits",
        ),
    ],
)
def test_moments_go_through_the_tables(given: datetime, back: datetime) -> None:
    assert moment(seconds(given)) == back
    assert moment(seconds(given)).tzinfo is VN


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        seconds(datetime(2024, 6, 3, 8))  # noqa: DTZ001 -- the case


def test_nothing_stays_nothing() -> None:
    assert (seconds_or_none(None), moment_or_none(None)) == (None, None)
