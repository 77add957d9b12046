"""When yearly campaigns are usually held: data beside the campaigns."""

from datetime import date
from functools import cache

from pydantic import Field

from desk.plans.files import CAMPAIGNS_HOME, read_tree
from desk.plans.values import fit
from schemas.base import Frozen, Title
from schemas.phase import Span

_DAY = r"^(0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])$"


class Month(Frozen):
    """A campaign's days (dd/mm) and hotline, told by words of its title."""

    words: Title
    first: str = Field(pattern=_DAY)
    last: str = Field(pattern=_DAY)
    hotline: Title | None = None


class Months(Frozen):
    """The campaigns whose days are known."""

    months: tuple[Month, ...]


def usual_period(about: str, year: int) -> Span:
    """Return when such a campaign is held; June where nothing is known of it."""
    month = _month(about)
    if month is None:
        return Span(first=date(year, 6, 1), last=date(year, 6, 30))
    return Span(first=_day(month.first, year), last=_day(month.last, year))


def usual_hotline(about: str) -> str | None:
    """Return the number that such a campaign makes known, None where it has none."""
    month = _month(about)
    return month.hotline if month else None


def _month(about: str) -> Month | None:
    named = about.lower()
    return next((one for one in _months() if one.words.lower() in named), None)


@cache
def _months() -> tuple[Month, ...]:
    read = fit(Months, read_tree(CAMPAIGNS_HOME / "months.yaml"))
    return read.value.months if read.value else ()


def _day(said: str, year: int) -> date:
    day, month = map(int, said.split("/"))
    return date(year, month, day)
