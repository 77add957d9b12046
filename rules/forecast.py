"""How many reports will have come by their deadline, and whose are in doubt."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from calendars.working_days import WorkingDays
from rules.answer_times import answered, prompt
from rules.docket import Docket
from rules.reports.owing import Owed, owed_reports
from schemas.base import VN

_IN_DOUBT = 0.5


class Kept(NamedTuple):
    """What an agency made of its deadlines: `in_time` of `due`.

    A receipt counts as one: in time is who need not be asked for it. `lefts` are the
    working days that were left when duties were done in time.
    """

    in_time: int = 0
    due: int = 0
    lefts: tuple[int, ...] = ()

    def and_then(self, other: "Kept") -> "Kept":
        """Return both together, as of two seasons."""
        in_time, due = self.in_time + other.in_time, self.due + other.due
        return Kept(in_time, due, self.lefts + other.lefts)


class Chance(NamedTuple):
    """How likely an agency's report comes in time: 1 once it has, 0 once it is late.

    `in_time` of `due` are the deadlines it rests on, of this season and those before.
    """

    agency: str
    last_day: date
    chance: float
    given: bool
    in_time: int
    due: int

    @property
    def in_doubt(self) -> bool:
        """Tell whether it rather comes late, or never."""
        return self.chance < _IN_DOUBT


class Forecast(NamedTuple):
    """What is to be expected of the reports of a season, one chance for each.

    `rests_on` counts the deadlines of all agencies that it was learned from.
    """

    chances: tuple[Chance, ...]
    rests_on: int

    @property
    def expected(self) -> int:
        """Return how many reports are owed."""
        return len(self.chances)

    @property
    def given(self) -> int:
        """Return how many came in time already."""
        return sum(one.given for one in self.chances)

    @property
    def likely(self) -> float:
        """Return how many will have come in time, on the mean."""
        return sum(one.chance for one in self.chances)

    @property
    def percent(self) -> float:
        """Return the share of reports that will have come in time."""
        return 100 * self.likely / self.expected

    @property
    def at_risk(self) -> tuple[Chance, ...]:
        """Return who rather reports late or never, the least likely first."""
        doubtful = (one for one in self.chances if one.in_doubt)
        return tuple(sorted(doubtful, key=lambda one: one.chance))


def kept(docket: Docket, now: datetime, days: WorkingDays) -> Kept:
    """Return what an agency made of the deadlines that passed by `now`."""
    due = answered(docket, now, days)
    lefts = tuple(one.left for one in due if one.left is not None and one.in_time)
    receipt = prompt(docket, now, days)
    asked = 0 if receipt is None else 1
    return Kept(len(lefts) + (receipt is True), len(due) + asked, lefts)


def forecast(
    dockets: Iterable[Docket],
    past: Mapping[str, Kept],
    now: datetime,
    days: WorkingDays,
) -> Forecast | None:
    """Return what is to be expected at `now`; None with nothing to learn from yet.

    `past` is what agencies kept in seasons before. Who kept k of n deadlines has a
    chance of (k + s) / (n + 1), where s is the mean of all agencies' shares k / n. As
    days pass without its report the chance falls by Bayes' rule, with the share of
    answers in time that came as late as now, or later.
    """
    owing = tuple(owed_reports(dockets))
    known = {
        docket.agency: past.get(docket.agency, Kept()).and_then(kept(docket, now, days))
        for docket in (one.docket for one in owing)
    }
    shares = [one.in_time / one.due for one in known.values() if one.due]
    if not shares:
        return None
    share = sum(shares) / len(shares)
    lefts = [left for one in known.values() for left in one.lefts]
    chances = tuple(
        _chance(one, known[one.docket.agency], (share, lefts), now, days)
        for one in owing
    )
    return Forecast(chances, sum(one.due for one in known.values()))


def _chance(
    owed: Owed,
    own: Kept,
    every: tuple[float, Sequence[int]],
    now: datetime,
    days: WorkingDays,
) -> Chance:
    """Return an agency's chance; `every` are all agencies' share, and their lefts."""
    report, came = owed.duty, owed.on_time
    given = came is not None and came.in_effect
    if came is not None or now >= report.last:
        chance = float(given)
    else:
        share, lefts = every
        left = days.between(now.astimezone(VN).date(), report.last_day)
        chance = _still((own.in_time + share) / (own.due + 1), left, lefts)
    agency = owed.docket.agency
    return Chance(agency, report.last_day, chance, given, own.in_time, own.due)


def _still(before: float, left: int, lefts: Sequence[int]) -> float:
    """Return the chance of a report that has not come with `left` working days left.

    One more answer than there was counts as late as that, so that no day rules it out.
    """
    later = (sum(one <= left for one in lefts) + 1) / (len(lefts) + 1)
    return before * later / (before * later + 1 - before)
