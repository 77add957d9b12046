"""Days of a plan in another year: day and month stay, for law fixes them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from calendars.deadlines import last_day
from calendars.working_days import WorkingDays
from rules.check_structure import places_of_duties
from rules.finding import Place
from rules.renewal.edit import Edit, Kind, in_plan
from schemas.deadline import Deadline
from schemas.plan import Plan

_LEAP_DAY = (2, 29)


class Shift(NamedTuple):
    """By how many years, and the calendar of the days off."""

    years: int
    days: WorkingDays

    def day(self, day: date) -> date:
        """Return the same day of the other year; 28 February where there is no 29."""
        if (day.month, day.day) == _LEAP_DAY:
            day = day.replace(day=28)
        return day.replace(year=day.year + self.years)


def shift_days(plan: Plan, shift: Shift) -> Iterator[Edit]:
    """Return an edit for every day of the plan, with what its weekday comes to."""
    for place, day in _first_days(plan):
        to = shift.day(day)
        yield _moved(place, day, to, shift.days.on_or_after(to))
    for place, day in _last_days(plan):
        to = shift.day(day)
        yield _moved(place, day, to, shift.days.on_or_before(to))
    for i, one in enumerate(plan.observances):
        to = shift.day(one.day)  # marked on its day, whatever offices do then
        yield _moved(("observances", i, "day"), one.day, to, to)
    for place, duty in places_of_duties(plan):
        if duty.deadline is not None:
            yield from _deadline(duty.deadline, (*place, "deadline"), shift)


def weekday_in(to: date, day: date) -> str:
    """Say a weekday and that of the day before, as `Tuesday (Saturday in 2024)`."""
    return f"{to:%A} ({day:%A} in {day.year})"


def advice(deadline: Deadline, days: WorkingDays) -> str:
    """Say the last valid day where it is another than the day said, or a day off."""
    last = last_day(deadline)
    if days.is_working(last):
        same = last == deadline.day
        return "" if same else f"; the last day is {last:%A} {last}"
    advised = days.on_or_before(last)
    off = f"; the last day, {last:%A} {last}, is a day off"
    return f"{off}: {advised:%A} {advised} is advised"


def _first_days(plan: Plan) -> Iterator[tuple[Place, date]]:
    yield ("planned_issue",), plan.planned_issue
    yield ("period", "first"), plan.period.first
    yield ("launch", "window", "first"), plan.launch.window.first
    for i, phase in enumerate(plan.phases):
        yield ("phases", i, "span", "first"), phase.span.first


def _last_days(plan: Plan) -> Iterator[tuple[Place, date]]:
    yield ("close",), plan.close
    yield ("period", "last"), plan.period.last
    yield ("launch", "window", "last"), plan.launch.window.last
    for i, phase in enumerate(plan.phases):
        yield ("phases", i, "span", "last"), phase.span.last


def _moved(place: Place, day: date, to: date, works: date) -> Edit:
    said = weekday_in(to, day)
    if works != to:
        said += f"; a day off: offices work on {works:%A} {works}"
    return in_plan(place, Kind.DAY, to, said)


def _deadline(deadline: Deadline, place: Place, shift: Shift) -> Iterator[Edit]:
    if deadline.start is not None:
        start = shift.day(deadline.start)
        said = weekday_in(start, deadline.start)
        yield in_plan((*place, "start"), Kind.DAY, start, said)
    to = shift.day(deadline.day)
    there = deadline.model_copy(update={"day": to})
    said = weekday_in(to, deadline.day) + advice(there, shift.days)
    yield in_plan((*place, "day"), Kind.DAY, to, said)
