from datetime import date

import pytest
from pydantic import ValidationError

from schemas.override import Override, Overrides

SWAP = Override(day=date(2026, 1, 2), working=False, reason="Hoán đổi")


def test_a_table_of_overrides_holds_each_day_once() -> None:
    other = SWAP.model_copy(update={"day": date(2026, 1, 10), "working": True})
    assert Overrides(days=(SWAP, other)).days == (SWAP, other)
    with pytest.raises(ValidationError, match="2026-01-02 stands in the table twice"):
        Overrides(days=(SWAP, SWAP.model_copy(update={"working": True})))


def test_no_override_is_a_table_too() -> None:
    assert Overrides().days == ()
