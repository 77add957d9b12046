"""How far a campaign is: derived counts, per agency and per phase."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from rules.docket import Docket
from rules.handovers import open_handovers
from rules.reports.owing import owed_reports
from rules.status import count
from schemas.assignment import Counts, DocketKind, Handover
from schemas.phase import PhaseKind


class Where(StrEnum):
    """Where one agency is, in one word; the gravest is said."""

    WAITING = "waiting"
    IN_PROGRESS = "in-progress"
    OVERDUE = "overdue"
    DONE = "done"
    KEPT = "kept"


class Line(NamedTuple):
    """One agency's line: its counts, and the next last day it still owes for."""

    agency: str
    kind: DocketKind
    where: Where
    counts: Counts
    next_last: datetime | None


class Reports(NamedTuple):
    """Completeness and timeliness: expected, actual, and how many of them on time.

    `on_time` goes by the deadlines in effect, `on_time_by_plan` by those
    of the plan, extended or not: both are kept, neither hides the other. A report that
    was sent back counts again once it has come again.
    """

    expected: int
    actual: int
    on_time: int
    on_time_by_plan: int


def line_of(docket: Docket, now: datetime) -> Line:
    """Return an agency's line as of `now`."""
    standing = docket.standing
    counts = count(docket.assignments, standing, now)
    where, ahead = _where(docket.kind, counts), docket.next_deadline(standing, now)
    return Line(docket.agency, docket.kind, where, counts, ahead)


def _where(kind: DocketKind, counts: Counts) -> Where:
    if kind is DocketKind.GROUP:
        return Where.KEPT
    if counts.overdue:
        return Where.OVERDUE
    if counts.fulfilled == counts.expected:
        return Where.DONE
    return Where.IN_PROGRESS if counts.confirmed else Where.WAITING


def by_phase(dockets: Iterable[Docket], now: datetime) -> dict[PhaseKind, Counts]:
    """Return the counts of each phase over all agencies."""
    sums = dict.fromkeys(PhaseKind, Counts(0, 0, 0, 0))
    for docket in dockets:
        for one in docket.assignments:
            more = count((one,), docket.standing, now)
            sums[one.phase] = Counts(*map(sum, zip(sums[one.phase], more, strict=True)))
    return sums


def waited_for(dockets: Iterable[Docket]) -> dict[Handover, tuple[str, ...]]:
    """Return who waits for each handover that is open."""
    waiting: dict[Handover, tuple[str, ...]] = {}
    for docket in dockets:
        for one in docket.assignments:
            if not docket.standing.rests(one.duty):
                for handover in open_handovers(one, docket.standing):
                    others = waiting.get(handover, ())
                    waiting[handover] = (*others, docket.agency)
    return waiting


def reports(dockets: Iterable[Docket]) -> Reports:
    """Return how many reports are expected, given, and given in time."""
    owed = [one.on_time for one in owed_reports(dockets)]
    given = [it for it in owed if it is not None]
    return Reports(
        expected=len(owed),
        actual=len(given),
        on_time=sum(it.in_effect for it in given),
        on_time_by_plan=sum(it.planned for it in given),
    )
