"""How a campaign stands in one reading: the morning's list, the leader's page."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from calendars.said import said_day
from desk.boards.items import item_rows
from desk.boards.rows import (
    Left,
    duty_rows,
    handover_rows,
    name_of,
    percent,
    phase_rows,
    plan_line,
    undone,
)
from desk.boards.views import Brief, SealRow, StageRow, UnreadRow
from desk.progress import Progress
from rules.changes import as_assigned
from rules.keys import ASSIGN, step_key
from rules.status import is_overdue
from schemas import words
from schemas.base import VN
from schemas.step import StepKind

_SOON = timedelta(days=7)
_TELLING = (StepKind.ESCALATE, StepKind.TELL)


def brief(seen: Progress, now: datetime) -> Brief:
    """Return how a campaign stands at `now`, in words."""
    left = list(undone(seen))
    late = [one for one in left if is_overdue(one.owes, one.standing, now)]
    ahead = [one for one in left if now < one.owes.last <= now + _SOON]
    near = [one for one in left if one.owes.last <= now + _SOON]
    return Brief(
        plan=plan_line(seen, now),
        day=said_day(now.astimezone(VN).date()),
        total=seen.total,
        percent=percent(seen.total.fulfilled, seen.total.expected),
        phases=phase_rows(seen),
        unread=tuple(_unread(seen, left)),
        overdue=tuple(_stages(seen, late, now)),
        ahead=duty_rows(seen, ahead, now),
        items=item_rows(seen),
        reports=seen.reports,
        handovers=handover_rows(seen, near, now),
        seal=_sealed(seen),
    )


def _sealed(seen: Progress) -> SealRow | None:
    seal = seen.seal
    if seal is None:
        return None
    return SealRow(said_day(seal.at.astimezone(VN).date()), seal.facts, seal.code)


def unread(left: Iterable[Left]) -> Iterator[tuple[Left, datetime]]:
    """Yield the duties that were assigned and not confirmed since, with that moment."""
    for one in left:
        told = as_assigned(one.owes, one.standing)
        at = one.standing.performed.get(step_key(ASSIGN, told))
        if at is not None and not one.standing.received(one.owes.duty):
            yield one, at


def _unread(seen: Progress, left: Iterable[Left]) -> Iterator[UnreadRow]:
    """Yield who was told of duties and has confirmed none of them since."""
    told: dict[str, list[datetime]] = {}
    for one, at in unread(left):
        told.setdefault(one.agency, []).append(at)
    for agency, moments in told.items():
        since = said_day(min(moments).astimezone(VN).date())
        yield UnreadRow(name_of(seen, agency), len(moments), since)


def _stages(seen: Progress, late: list[Left], now: datetime) -> Iterator[StageRow]:
    """Yield what is overdue by how far its ladder has come, the furthest first."""
    stages: dict[str, list[Left]] = {stage: [] for stage in words.STAGES}
    for one in late:
        stages[stage_of(one)].append(one)
    for stage, rows in stages.items():
        if rows:
            yield StageRow(words.STAGES[stage], duty_rows(seen, rows, now))


def stage_of(one: Left) -> str:
    """Return how far the ladder of an overdue duty has come, a key of words.STAGES."""
    said = [
        rung.above
        for rung in one.owes.ladder
        if rung.kind in _TELLING and rung.key in one.standing.performed
    ]
    if not said:
        return "quiet"
    return "above" if said[-1] else "told"
