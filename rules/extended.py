"""The deadlines in effect: those of the plan in force, as the office has extended them.

Whoever reads a deadline reads it from here, so that nobody sees the old one.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from calendars.deadlines import advised_day, last_instant
from rules.assignments import ladder
from rules.docket import Docket, Terms
from rules.keys import under
from rules.standing import Standing
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.entry import Entry, EntryKind

_ONE_DAY = timedelta(days=1)


class Days(NamedTuple):
    """The days a deadline may be moved to, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether `day` is one of them."""
        return self.first <= day <= self.last


def in_effect(
    assignments: tuple[Assignment, ...], standing: Standing, terms: Terms
) -> tuple[Assignment, ...]:
    """Return the assignments with the deadlines that were extended moved."""
    if not standing.ruled:
        return assignments
    return tuple(_in_effect(one, standing, terms) for one in assignments)


def moved(docket: Docket) -> Docket:
    """Return a docket with the deadlines that were extended moved."""
    owes = in_effect(docket.assignments, docket.standing, docket.terms)
    return docket if owes is docket.assignments else replace(docket, assignments=owes)


def outdated(assignment: Assignment, standing: Standing) -> Iterator[Assignment]:
    """Yield an assignment in effect under the terms that have been replaced.

    That is by extensions, and by amendments of the plan.
    """
    ruled = standing.ruled.get(assignment.duty, ())
    if not ruled and not assignment.settings:
        return
    extended = [one for one in ruled if one.kind is EntryKind.EXTENDED]
    plans = (*(one.term for one in assignment.settings), assignment.planned.term)
    for plan in dict.fromkeys(plans):
        for term in (plan, *(_term(plan, one) for one in extended)):
            if term != assignment.term:
                yield under(assignment, term)


def may_ask_for(assignment: Assignment, terms: Terms, today: date) -> Days:
    """Return the days an agency may ask for: past its deadline, up to the close.

    `last` lies before `first` where there is none.
    """
    return _days(assignment.last_day, terms, today)


def may_be_given(assignment: Assignment, terms: Terms, today: date) -> Days:
    """Return the days the office may give: past the plan's own, up to the close.

    An extension that was given too long may so be given anew.
    """
    return _days(assignment.planned.last_day, terms, today)


def _days(after: date, terms: Terms, today: date) -> Days:
    close = (terms.close.astimezone(VN) - timedelta.resolution).date()
    return Days(max(after + _ONE_DAY, today), close)


def _extensions(assignment: Assignment, standing: Standing) -> list[Entry]:
    """Return what extends the deadline of the plan in force; an amendment may not."""
    ruled = standing.ruled.get(assignment.duty, ())
    plan = assignment.planned.last_day
    return [
        one
        for one in ruled
        if one.kind is EntryKind.EXTENDED and date.fromisoformat(one.step) > plan
    ]


def _term(plan: str, extension: Entry) -> str:
    return f"{plan}x{extension.n}"


def _in_effect(assignment: Assignment, standing: Standing, terms: Terms) -> Assignment:
    extensions = _extensions(assignment, standing)
    if not extensions:
        return assignment
    original, last = assignment.planned, date.fromisoformat(extensions[-1].step)
    advised, term = advised_day(last, terms.days), _term(original.term, extensions[-1])
    return assignment._replace(
        last_day=last,
        last=last_instant(last),
        advised=advised,
        binding=True,
        term=term,
        ladder=ladder(
            assignment.duty, term, last, assignment.modality, terms.policy, terms.days
        ),
        original=original,
    )
