"""Whether a report came on time: by the plan's own deadline, and by the one in effect.

DHIS2 counts a report on time by its first submission; so does the plan's deadline here.
The deadline in effect asks for what counts today: a report that was sent back is on
time when it came again within the deadline it was sent back with.
"""

from typing import NamedTuple

from rules.standing import Standing
from schemas.assignment import Assignment


class OnTime(NamedTuple):
    """Whether a report that was given was on time by either deadline."""

    planned: bool
    in_effect: bool


def on_time(assignment: Assignment, standing: Standing) -> OnTime | None:
    """Return whether a report came on time; None while it is to be given (again).

    A deadline ends with its last valid day: "trước ngày 20/7" at 19/7 24:00 in Vietnam,
    and that moment itself is late.
    """
    done = standing.done(assignment.duty)
    if done is None:
        return None
    first = standing.report(assignment.duty).first or done
    return OnTime(
        planned=first.at < assignment.planned.last,
        in_effect=done.at < assignment.last,
    )
