"""Say where an assignment stands: a function of its facts, its deadline and now."""

from datetime import datetime

from rules.keys import ASSIGN, step_key
from rules.standing import Standing
from schemas.assignment import Assignment, Counts
from schemas.escalation import StepKind
from schemas.status import Status


def status(assignment: Assignment, standing: Standing, now: datetime) -> Status:
    """Return the status people see; done and overdue go before what was said."""
    duty = assignment.duty
    if duty in standing.fulfilled:
        on_time = standing.fulfilled[duty].at < assignment.last
        return Status.DONE if on_time else Status.DONE_LATE
    if is_overdue(assignment, standing, now):
        return Status.OVERDUE
    if not standing.received(duty):
        told = step_key(ASSIGN, assignment) in standing.performed
        return Status.AWAITING if told else Status.UNASSIGNED
    if _is_due_soon(assignment, now):
        return Status.DUE_SOON
    return Status.IN_PROGRESS if duty in standing.progressed else Status.CONFIRMED


def is_overdue(assignment: Assignment, standing: Standing, now: datetime) -> bool:
    """Tell whether a binding deadline passed without fulfilment."""
    late = assignment.binding and now >= assignment.last
    return late and not standing.settled(assignment.duty)


def _is_due_soon(assignment: Assignment, now: datetime) -> bool:
    reminds = [r.at for r in assignment.ladder if r.kind is StepKind.REMIND]
    return assignment.binding and bool(reminds) and now >= reminds[0]


def count(
    assignments: tuple[Assignment, ...], standing: Standing, now: datetime
) -> Counts:
    """Return a docket's counts, exact as of `now`."""
    return Counts(
        expected=len(assignments),
        confirmed=sum(standing.received(one.duty) for one in assignments),
        fulfilled=sum(standing.settled(one.duty) for one in assignments),
        overdue=sum(is_overdue(one, standing, now) for one in assignments),
    )
