"""How far a campaign is: derived counts, per agency and per phase."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from rules.docket import Docket, next_deadline, of_each
from rules.handovers import open_handovers
from rules.reports.owing import owed_reports
from rules.status import count
from schemas.assignment import Counts, DocketKind, Handover
from schemas.phase import PhaseKind
from schemas.plan import Group


class Where(StrEnum):
    """Where one agency is, in one word; the gravest is said."""

    WAITING = "waiting"
    IN_PROGRESS = "in-progress"
    OVERDUE = "overdue"
    DONE = "done"
    NOTHING = "nothing"
    KEPT = "kept"


class Cell(NamedTuple):
    """How far something is: its counts, and the next last day that is still owed for.

    It is of one agency or of several, in one phase or in all.
    """

    where: Where
    counts: Counts
    next_last: datetime | None


class Line(NamedTuple):
    """One agency's line, or that of several: how far it is in each phase, and in all.

    `agency` is the group of several, empty for all of them; `stands_for` their number.
    """

    agency: str
    kind: DocketKind
    phases: dict[PhaseKind, Cell]
    whole: Cell
    stands_for: int = 1


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


def lines_of(dockets: Iterable[Docket], now: datetime) -> tuple[Line, ...]:
    """Return a line for each agency as of `now`."""
    found = of_each(dockets, lambda one: line_of(one, now))
    return tuple(line._replace(agency=docket.agency) for docket, line in found)


def line_of(docket: Docket, now: datetime) -> Line:
    """Return an agency's line as of `now`."""
    phases = {phase: _cell(docket, phase, now) for phase in PhaseKind}
    whole = _together(phases.values())
    return Line(docket.agency, docket.kind, phases, whole)


def _cell(docket: Docket, phase: PhaseKind, now: datetime) -> Cell:
    standing = docket.standing
    owes = tuple(one for one in docket.assignments if one.phase is phase)
    counts = count(owes, standing, now)
    kept = docket.kind is DocketKind.GROUP
    where = Where.KEPT if kept else _where(counts)
    return Cell(where, counts, next_deadline(owes, standing, now))


def _together(cells: Iterable[Cell]) -> Cell:
    """Return how far several are together; what the office keeps alone stays so."""
    every = list(cells)
    counts = summed(one.counts for one in every)
    lasts = [one.next_last for one in every if one.next_last]
    kept = bool(every) and all(one.where is Where.KEPT for one in every)
    where = Where.KEPT if kept else _where(counts)
    return Cell(where, counts, min(lasts, default=None))


def summed(counts: Iterable[Counts]) -> Counts:
    """Return the counts of several as one."""
    return Counts(*map(sum, zip(Counts(0, 0, 0, 0), *counts, strict=True)))


def _where(counts: Counts) -> Where:
    if not counts.expected:
        return Where.NOTHING
    if counts.overdue:
        return Where.OVERDUE
    if counts.fulfilled == counts.expected:
        return Where.DONE
    return Where.IN_PROGRESS if counts.confirmed else Where.WAITING


def as_one(name: str, lines: Sequence[Line]) -> Line:
    """Return the line of several agencies."""
    return Line(
        name,
        DocketKind.AGENCY,
        {phase: _together(one.phases[phase] for one in lines) for phase in PhaseKind},
        _together(one.whole for one in lines),
        len(lines),
    )


def homes(groups: Iterable[Group]) -> dict[str, str]:
    """Return the group of each member, the first of those that name it."""
    found: dict[str, str] = {}
    for group in groups:
        for member in group.members:
            found.setdefault(member, group.id)
    return found


def rolled_up(lines: Iterable[Line], groups: Iterable[Group]) -> tuple[Line, ...]:
    """Return a line for each group, where its first member stood, and those of others.

    Who belongs to several counts in the first of them.
    """
    home = homes(groups)
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(home.get(line.agency, line.agency), []).append(line)
    named = {*home.values()}
    return tuple(
        as_one(name, every) if name in named else every[0]
        for name, every in found.items()
    )


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
