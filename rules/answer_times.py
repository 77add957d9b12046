"""How an agency answered: when it confirmed, how early or late its duties were done."""

from datetime import date, datetime
from typing import NamedTuple

from calendars.working_days import WorkingDays
from rules.docket import Docket
from rules.handovers import is_waiting
from rules.keys import ASSIGN, step_key
from schemas.base import VN
from schemas.duty import DutyKind


class Answered(NamedTuple):
    """A duty whose last day is over, and what came of it.

    `left` is how many working days were left when it was done, negative after its last
    day; None where it was not done.
    """

    duty: str
    kind: DutyKind
    left: int | None

    @property
    def in_time(self) -> bool:
        """Tell whether it was done on its last valid day at the latest."""
        return self.left is not None and self.left >= 0


class Times(NamedTuple):
    """A season of one agency in figures, as a coordinator wants them said.

    `received` are the working days from the first letter to the first answer, None
    while there is none; `report` the working days left when the report came.
    """

    received: int | None
    due: int
    in_time: int
    never: int
    report: int | None


def answered(docket: Docket, now: datetime, days: WorkingDays) -> tuple[Answered, ...]:
    """Return the duties that were to be done by `now`.

    Only what binds counts, and nobody is blamed for what was declined or is waited for.
    What was done early counts once its last day is over: sooner it would flatter.
    """
    standing = docket.standing
    found: list[Answered] = []
    for one in docket.assignments:
        if not one.binding or now < one.last or standing.released(one.duty):
            continue
        done = standing.done(one.duty)
        if done is not None:
            left = _left(done.at, one.last_day, one.last, days)
            found.append(Answered(one.duty, one.kind, left))
        elif not standing.rests(one.duty) and not is_waiting(one, standing):
            found.append(Answered(one.duty, one.kind, None))
    return tuple(found)


def prompt(docket: Docket, now: datetime, days: WorkingDays) -> bool | None:
    """Tell whether an agency answered before its receipt was to be asked for.

    None while it is not yet, and where letters were not sent or came back.
    """
    told, asks = _told(docket), docket.terms.policy.receive
    if told is None or not asks or docket.standing.undelivered is not None:
        return None
    asked = days.after(_day(told), asks[0])
    first = _first_answer(docket)
    if first is not None and _day(first) < asked:
        return True
    return None if _day(now) < asked else False


def times(docket: Docket, now: datetime, days: WorkingDays) -> Times:
    """Return how an agency answered up to `now`."""
    due = answered(docket, now, days)
    told, first = _told(docket), _first_answer(docket)
    received = None if first is None else days.between(_day(told or first), _day(first))
    reports = [one.left for one in due if one.kind is DutyKind.REPORT]
    return Times(
        received=received,
        due=len(due),
        in_time=sum(one.in_time for one in due),
        never=sum(one.left is None for one in due),
        report=next(iter(reports), None),
    )


def _told(docket: Docket) -> datetime | None:
    """Return when the agency was first told of a duty."""
    performed = docket.standing.performed
    keys = (step_key(ASSIGN, one) for one in docket.assignments)
    return min((performed[key] for key in keys if key in performed), default=None)


def _first_answer(docket: Docket) -> datetime | None:
    said = [fact.at for one in docket.standing.said.values() for fact in one.values()]
    said += [facts[0].at for facts in docket.standing.reports.values()]
    return min(said, default=None)


def _left(at: datetime, last_day: date, last: datetime, days: WorkingDays) -> int:
    """Return the working days left, at least -1 once the last day is over."""
    left = days.between(_day(at), last_day)
    return left if at < last else min(left, -1)


def _day(at: datetime) -> date:
    return at.astimezone(VN).date()
