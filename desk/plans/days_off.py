"""The calendar of working days, with the overrides that are kept beside it."""

from functools import cache
from pathlib import Path

from calendars.working_days import WorkingDays
from desk.plans.files import read_tree
from desk.plans.values import fit
from schemas.errors import PlanError
from schemas.override import Overrides

_OVERRIDES = Path(__file__).resolve().parents[2] / "calendars" / "overrides.yaml"


@cache
def working_days() -> WorkingDays:
    """Return the working days of Vietnam's offices; PlanError for a wrong table."""
    read = fit(Overrides, read_tree(_OVERRIDES))
    table = read.whole()
    if table is None:
        raise PlanError(read.problems)
    return WorkingDays.vietnam(table.days)
