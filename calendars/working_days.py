"""Which days Vietnamese public offices work, and counting along them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from holidays.countries.vietnam import Vietnam

from schemas.override import Override


@dataclass(frozen=True, slots=True, eq=False)
class WorkingDays:
    """A calendar of working days; equal overrides give the very same calendar.

    Days are plain dates: a datetime raises TypeError, since its day depends on a zone.
    """

    overrides: tuple[Override, ...]
    _years: dict[int, tuple[date, ...]] = field(
        default_factory=dict[int, tuple[date, ...]], init=False, repr=False
    )

    @staticmethod
    def vietnam(overrides: tuple[Override, ...] = ()) -> "WorkingDays":
        """Return Monday to Friday without holidays, with swaps and `overrides`.

        Law: Labour Code 2019, articles 111 and 112; swaps are announced yearly.
        """
        return _calendar(overrides)

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on `day`."""
        days = self._of(day.year)
        at = bisect_left(days, day)
        return at < len(days) and days[at] == day

    def after(self, day: date, n: int = 1) -> date:
        """Return the n-th working day after `day`, which itself never counts."""
        if n < 1:
            raise ValueError(f"count from the first working day on, not {n}")
        year, days = day.year, self._of(day.year)
        at = bisect_right(days, day) + n - 1
        while at >= len(days):
            at -= len(days)
            year += 1
            days = self._of(year)
        return days[at]

    def before(self, day: date, n: int = 1) -> date:
        """Return the n-th working day before `day`, which itself never counts."""
        if n < 1:
            raise ValueError(f"count from the first working day on, not {n}")
        year, days = day.year, self._of(day.year)
        at = bisect_left(days, day) - n
        while at < 0:
            year -= 1
            days = self._of(year)
            at += len(days)
        return days[at]

    def between(self, day: date, last: date) -> int:
        """Return how many working days come after `day` up to `last`.

        Negative where `last` is the earlier one: then as many have passed since.
        """
        if last < day:
            return -self.between(last, day)
        years = range(day.year, last.year + 1)
        days = [one for year in years for one in self._of(year)]
        return bisect_right(days, last) - bisect_right(days, day)

    def on_or_before(self, day: date) -> date:
        """Return `day` if offices work then, else the last working day before it."""
        return day if self.is_working(day) else self.before(day)

    def on_or_after(self, day: date) -> date:
        """Return `day` if offices work then, else the first working day after it."""
        return day if self.is_working(day) else self.after(day)

    def _of(self, year: int) -> tuple[date, ...]:
        days = self._years.get(year)
        if days is None:
            days = self._years[year] = _working_days(year, self.overrides)
        return days


@cache
def _calendar(overrides: tuple[Override, ...]) -> WorkingDays:
    return WorkingDays(overrides)


def _working_days(year: int, overrides: tuple[Override, ...]) -> tuple[date, ...]:
    # The library learns a swapped Saturday from the year of the day off, and swaps
    # cross the new year (31/12/2018 for 5/1/2019).
    library = Vietnam(years=(year - 1, year, year + 1), expand=False)
    decided = {override.day: override.working for override in overrides}
    first = date(year, 1, 1)
    length = (date(year, 12, 31) - first).days + 1
    return tuple(
        day
        for day in (first + timedelta(days=n) for n in range(length))
        if decided.get(day, library.is_working_day(day))
    )
