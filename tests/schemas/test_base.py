from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.base import VN, Moment

MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


@pytest.mark.parametrize("zone", [UTC, VN], ids=["universal", "Vietnam's"])
def test_a_moment_keeps_its_zone(zone):
    assert MOMENT.validate_python(datetime(2024, 6, 1, 8, tzinfo=zone)).tzinfo is zone


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValidationError, match="a moment needs a time zone"):
        MOMENT.validate_python(datetime(2024, 6, 1, 8))  # noqa: DTZ001 - the case
