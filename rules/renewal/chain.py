"""The report chain of another year: its links have dates, law may move a deadline."""

from collections.abc import Iterator
from datetime import date

from calendars.deadlines import last_day
from rules.check_structure import places_of_duties
from rules.renewal.days import Shift, advice
from rules.renewal.edit import Edit, Kind, in_plan
from rules.reports.levels import due_before, holds
from schemas.deadline import Deadline, Origin
from schemas.plan import Plan, ReportLink


def rechain(plan: Plan, year: int, shift: Shift) -> Iterator[Edit]:
    """Return the edits of the links that hold no more, and of what law dated by them.

    A phase that ended with such a deadline ends with it again.
    """
    for i, link in enumerate(plan.report_chain):
        if not holds(link, year):
            why = f"{link.by} to {link.to}, before {link.before}: {_times(link)}"
            yield in_plan(("report_chain", i), Kind.TIER, None, why)
    moved = dict[date, date]()
    for place, duty in places_of_duties(plan):
        deadline = duty.deadline
        link = deadline and _moved(plan, deadline, year)
        if deadline is None or link is None:
            continue
        day = due_before(link, year)
        new = deadline.model_copy(update={"day": day})
        moved[last_day(deadline)] = last_day(new)
        why = f"{day:%A}; {link.by} reports to {link.to} now"
        why += advice(new, shift.days)
        yield in_plan((*place, "deadline", "day"), Kind.TIER, day, why)
        yield in_plan((*place, "deadline", "basis"), Kind.TIER, link.basis, "")
    for i, phase in enumerate(plan.phases):
        if phase.span.last in moved:
            to = moved[phase.span.last]
            why = f"{to:%A}; it ends with the report"
            yield in_plan(("phases", i, "span", "last"), Kind.TIER, to, why)


def _moved(plan: Plan, deadline: Deadline, year: int) -> ReportLink | None:
    """Return the link a deadline from law goes by now, None where nothing moved it."""
    if deadline.origin is not Origin.LAW:
        return None
    then = [
        link
        for link in plan.report_chain
        if holds(link, plan.year) and due_before(link, plan.year) == deadline.day
    ]
    by = {link.by for link in then if not holds(link, year)}
    now = (link for link in plan.report_chain if link.by in by and holds(link, year))
    return next(now, None)


def _times(link: ReportLink) -> str:
    since = f"from {link.valid_from}" if link.valid_from else ""
    until = f"until {link.valid_to}" if link.valid_to else ""
    return " ".join(one for one in (since, until) if one)
