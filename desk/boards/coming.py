"""What comes next in a phase, in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from calendars.said import moment_in_words, said_day, weekday
from desk.boards.rows import until_day
from desk.boards.story_views import ComingRow
from desk.desk import Desk
from desk.progress import Progress
from desk.state import reached
from rules.coming import Coming, What, coming, stages
from schemas import words
from schemas.base import VN
from schemas.phase import PhaseKind

_ENDS = (What.LAST, What.ENDS, What.LOCKS)
"""What comes with the end of a day."""


def coming_rows(
    desk: Desk, seen: Progress, phase: PhaseKind, now: datetime
) -> tuple[ComingRow, ...]:
    """Return what comes next in a phase, the first first."""
    ceremony = seen.season and seen.season.in_force.ceremony
    come = reached(desk, seen.plan.id)
    staged = stages(seen.plan, phase, come, ceremony, now, desk.days)
    said = coming(seen.dockets.values(), phase, now) if not come.closed else ()
    return tuple(_rows(sorted((*staged, *said)), now))


def _rows(every: Iterable[Coming], now: datetime) -> Iterator[ComingRow]:
    for one in every:
        what = words.COMING[one.what].format(title=one.title)
        yield ComingRow(_when(one, now), what, one.agencies)


def _when(one: Coming, now: datetime) -> str:
    local = one.at.astimezone(VN)
    if one.what in _ENDS:
        return words.LAST_DAY.format(day=until_day(one.at))
    if one.agencies and one.at <= now:
        return words.NEXT_BEAT
    if one.at <= now:
        return words.PENDING.format(day=said_day(local.date()))
    if local.time() == time():
        return f"{weekday(local.date())} {said_day(local.date())}"
    return moment_in_words(one.at)
