"""Which phase of a campaign has something to do on a day."""

from datetime import date
from typing import NamedTuple

from calendars.working_days import WorkingDays
from schemas.phase import PhaseKind
from schemas.plan import Plan

LAUNCH_NOTICE = 15
"""Working days before the launch window opens: time to find place and hour, and to
invite five working days ahead."""


class PhaseDay(NamedTuple):
    """A phase's work on one day; `key` keeps it from being started twice."""

    phase: PhaseKind
    key: str


class Reached(NamedTuple):
    """What a campaign has come to; `launch_on` is the day fixed for the ceremony."""

    issued: bool = False
    launch_on: date | None = None
    held: bool = False
    closed: bool = False


def phase_days(
    plan: Plan, reached: Reached, today: date, days: WorkingDays
) -> list[PhaseDay]:
    """Return the phases with work today; phases may overlap.

    Issuance waits from the start on, the launch from its notice on. The activities have
    the days they open, close and mark: the last of these is looked at, since the first
    beat after a day off comes later. Reports are counted each working day from their
    phase on, until the books are closed: by the last report, or after the close.
    """
    if not reached.issued:
        return [PhaseDay(PhaseKind.ISSUANCE, "issuance")]
    if reached.closed:
        return []
    due = _launch(plan, reached, today, days)
    marked = [day for day in activity_days(plan) if day <= today]
    if marked:
        due.append(PhaseDay(PhaseKind.ACTIVITIES, f"activities-{marked[-1]}"))
    collecting = plan.phase(PhaseKind.REPORTING).span.first <= today
    if collecting and days.is_working(today):
        due.append(PhaseDay(PhaseKind.REPORTING, f"reports-{today}"))
    return due


def _launch(
    plan: Plan, reached: Reached, today: date, days: WorkingDays
) -> list[PhaseDay]:
    """Ask the office first for place and hour, then how the day went."""
    if reached.held:
        return []
    if reached.launch_on is not None:
        over = reached.launch_on <= today
        return [PhaseDay(PhaseKind.LAUNCH, "launch-held")] if over else []
    near = days.before(plan.launch.window.first, LAUNCH_NOTICE) <= today
    return [PhaseDay(PhaseKind.LAUNCH, "launch")] if near else []


def activity_days(plan: Plan) -> list[date]:
    """Return the days the activities open, are marked and close, in order."""
    marked = (one.day for one in plan.observances)
    return sorted({plan.period.first, plan.period.last, *marked})
