"""A day on which offices work or rest otherwise than the library of holidays knows."""

from datetime import date

from pydantic import model_validator

from schemas.base import Frozen, Title


class Override(Frozen):
    """A day decided by decree, as a swap of working days; `reason` cites it."""

    day: date
    working: bool
    reason: Title


class Overrides(Frozen):
    """The table of overrides; no day stands in it twice."""

    days: tuple[Override, ...] = ()

    @model_validator(mode="after")
    def _each_day_once(self) -> "Overrides":
        seen: set[date] = set()
        for override in self.days:
            if override.day in seen:
                raise ValueError(f"{override.day} stands in the table twice")
            seen.add(override.day)
        return self
