"""The last hour before a deadline: who answers what, in a campaign of any size."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import cycle
from typing import NamedTuple

from benchmarks.confirm import FORM, Agencies
from benchmarks.country import LATER, PLAN, Country, country
from benchmarks.started import Started
from benchmarks.visiting import SAVED, Step, Visit
from calendars.working_days import WorkingDays
from desk.beat import beat
from desk.plans.read import read_plan
from desk.reports.steps import GROUP, NARRATIVE
from desk.reports.writing import open_writing
from rules.reports.drafts import drafted, group_fields, mark, part_fields
from rules.reports.playing import draw_report
from schemas.base import VN
from schemas.duty import DutyKind
from schemas.indicator import IndicatorSet

_AGAIN = 19
"""One agency in so many presses its last button twice."""
_REPORT, _REVIEW = "/bao-cao", "xem-lai"
_SIGNED = {name: FORM[name] for name in ("ma", "ho-ten", "chuc-vu")}


class Hour(NamedTuple):
    """A campaign in which everybody owes duties and a report by one day's end."""

    whole: Country
    begins: datetime


def hour(agencies: int, days: WorkingDays) -> Hour:
    """Return the campaign of so many agencies that answer, and of one that is done."""
    whole = country(agencies + 1, days, one_in=agencies + 1)
    like, _ = read_plan(PLAN).require(as_proposed=True)
    later = next(one for one in whole.plan.entries if one.id == LATER)
    deadline = later.duties[0].deadline
    report = next(one for one in like.laid_on_all if one.kind is DutyKind.REPORT)
    report = report.model_copy(update={"deadline": deadline, "period": "outside"})
    asked = like.indicators.model_copy(update={"owners": {}})
    plan = whole.plan.model_copy(update={"laid_on_all": (report,), "indicators": asked})
    assert deadline is not None
    assert deadline.day is not None
    begins = datetime.combine(deadline.day, time(16), VN)
    return Hour(whole._replace(plan=plan), begins)


def settle(begun: Started, begins: datetime) -> None:
    """Beat once that morning: what is to be said of the deadline has been said."""
    beat(begun.desk, begins - timedelta(hours=7))


def visits(begun: Started, whole: Country, reports: float) -> Iterator[Visit]:
    """Yield the visit of each agency: it confirms, or every so manieth one reports."""
    rows, links = (
        Agencies(begun, whole).next(len(whole.roster.agencies)),
        begun.desk.links,
    )
    asked = open_writing(begun.desk, rows[0].id).reporter.asked
    said: cycle[bool] = cycle(_spread(reports))
    for nth, row in enumerate(rows):
        door = links.url(row.token).removeprefix(links.address)
        steps = list(_report(asked, nth)) if next(said) else [Step("", FORM)]
        yield Visit(door, steps, twice=nth % _AGAIN == 0)


def _spread(share: float) -> list[bool]:
    """Return which of twenty agencies report, one after another."""
    count = round(20 * share)
    return [(n + 1) * count // 20 > n * count // 20 for n in range(20)]


def _report(asked: IndicatorSet, seed: int) -> Iterator[Step]:
    """Yield the forms of a report as it is written, group by group, then signed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    fields = drafted(draw_report(asked, chance), asked)
    for group in asked.groups:
        yield _typed(f"/{GROUP}{group.id}", group_fields(asked, group), fields)
    last = _typed(f"/{NARRATIVE}", part_fields(), fields)
    yield Step(last.path, {**last.form, "viec": _REVIEW})
    yield Step(f"{_REPORT}/{_REVIEW}", {**_SIGNED, "viec": "nop", SAVED: ""})


def _typed(path: str, names: tuple[str, ...], fields: dict[str, str]) -> Step:
    typed = {name: fields[name] for name in names if name in fields}
    shown = {f"mark.{name}": mark("") for name in names}
    return Step(f"{_REPORT}{path}", typed | shown)
