"""Say where an assignment stands: a function of its facts, its deadline and now."""

from datetime import datetime

from rules.changes import as_assigned
from rules.handovers import is_waiting
from rules.keys import ASSIGN, step_key
from rules.standing import Standing
from schemas.assignment import Assignment, Counts
from schemas.entry import Entry, EntryKind
from schemas.status import Status
from schemas.step import StepKind


def status(assignment: Assignment, standing: Standing, now: datetime) -> Status:
    """Return the status people see; done and overdue go before what was said."""
    duty = assignment.duty
    if (done := standing.done(duty)) is not None:
        return _done(done, assignment)
    if standing.rests(duty):
        return Status.WAIVED if standing.waived(duty) else Status.DECLINED
    back = standing.to_give_again(duty) is not None
    if is_overdue(assignment, standing, now):
        return Status.SENT_BACK_LATE if back else Status.OVERDUE
    if back:
        return Status.SENT_BACK
    if not standing.received(duty):
        key = step_key(ASSIGN, as_assigned(assignment, standing))
        return Status.AWAITING if key in standing.performed else Status.UNASSIGNED
    return _going(assignment, standing, now)


def _going(assignment: Assignment, standing: Standing, now: datetime) -> Status:
    if is_waiting(assignment, standing):
        return Status.WAITING
    if _is_due_soon(assignment, now):
        return Status.DUE_SOON
    at_work = assignment.duty in standing.progressed
    return Status.IN_PROGRESS if at_work else Status.CONFIRMED


def _done(done: Entry, assignment: Assignment) -> Status:
    if done.kind is EntryKind.NOTHING:
        return Status.NOTHING_TO_REPORT
    return Status.DONE if done.at < assignment.last else Status.DONE_LATE


def is_overdue(assignment: Assignment, standing: Standing, now: datetime) -> bool:
    """Tell whether a binding deadline passed without fulfilment.

    Nobody is late with what was declined while the office has not decided on it, nor
    who waits for another agency: that one is.
    """
    late = assignment.binding and now >= assignment.last
    rests = standing.rests(assignment.duty)
    return late and not rests and not is_waiting(assignment, standing)


def _is_due_soon(assignment: Assignment, now: datetime) -> bool:
    reminds = [r.at for r in assignment.ladder if r.kind is StepKind.REMIND]
    return assignment.binding and bool(reminds) and now >= reminds[0]


def count(
    assignments: tuple[Assignment, ...], standing: Standing, now: datetime
) -> Counts:
    """Return a docket's counts, exact as of `now`.

    A declined duty is expected until the office has accepted that it is another's, one
    that was waived only once it was done all the same.
    """
    owed = [one for one in assignments if not standing.released(one.duty)]
    return Counts(
        expected=len(owed),
        confirmed=sum(standing.received(one.duty) for one in owed),
        fulfilled=sum(standing.done(one.duty) is not None for one in owed),
        overdue=sum(is_overdue(one, standing, now) for one in owed),
    )
