from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

import calendars
from calendars.working_days import WorkingDays
from schemas.override import Overrides

TABLE = Path(calendars.__file__).with_name("overrides.yaml")


def test_the_shipped_table_is_valid_and_tells_what_the_library_does_not_know() -> None:
    table = Overrides.model_validate(YAML(typ="safe").load(TABLE))
    library, days = WorkingDays.vietnam(), WorkingDays.vietnam(table.days)
    assert table.days
    for override in table.days:
        assert days.is_working(override.day) is override.working
        assert library.is_working(override.day) is not override.working


def test_the_new_year_of_2026_was_four_days_long() -> None:
    table = Overrides.model_validate(YAML(typ="safe").load(TABLE))
    days = WorkingDays.vietnam(table.days)
    assert days.after(date(2025, 12, 31)) == date(2026, 1, 5)
    assert days.after(date(2026, 1, 9)) == date(2026, 1, 10)
