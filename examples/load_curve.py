"""Letters by day and hour against what a relay takes, and what it would take."""

from collections import Counter, deque
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import NamedTuple

from calendars.working_days import WorkingDays
from schemas.base import VN
from schemas.escalation import LETTER_HOURS, Window

_HOUR = timedelta(hours=1)


class Backlog(NamedTuple):
    """What a relay of a quota would make of a season's letters.

    `most` letters wait at the worst moment; `longest` is from when a letter is queued
    until it leaves; `last` is when the last one leaves.
    """

    quota: int
    most: int
    longest: timedelta
    last: datetime


class Curve(NamedTuple):
    """A season's letters: by day, at its busiest, and behind a relay's quota."""

    days: tuple[tuple[date, int], ...]
    busiest_day: tuple[date, int]
    busiest_hour: tuple[datetime, int]
    backlog: Backlog
    same_day: int
    """Letters an hour that a relay has to take so that none waits for another day."""


def curve_of(hourly: Mapping[datetime, int], quota: int, days: WorkingDays) -> Curve:
    """Return the curve of letters by the hour in which they were queued."""
    by_day = Counter[date]()
    for at, letters in hourly.items():
        by_day[at.astimezone(VN).date()] += letters
    busiest_day = max(by_day.items(), key=lambda pair: (pair[1], pair[0]))
    busiest_hour = max(hourly.items(), key=lambda pair: (pair[1], pair[0]))
    return Curve(
        tuple(sorted(by_day.items())),
        busiest_day,
        busiest_hour,
        backlog(hourly, quota, days),
        _same_day(hourly),
    )


def backlog(hourly: Mapping[datetime, int], quota: int, days: WorkingDays) -> Backlog:
    """Let letters wait in line for a relay that takes `quota` an hour."""
    waiting: deque[tuple[datetime, int]] = deque()
    ahead = deque(sorted(hourly.items()))
    at, most, longest, last = ahead[0][0], 0, timedelta(0), ahead[0][0]
    while ahead or waiting:
        if not waiting:
            at = max(at, ahead[0][0])
        while ahead and ahead[0][0] <= at:
            waiting.append(ahead.popleft())
        most = max(most, sum(letters for _, letters in waiting))
        room = ceil(quota * _open_share(at, days))
        while waiting and room:
            since, letters = waiting[0]
            gone = min(letters, room)
            room -= gone
            longest, last = max(longest, at - since), at
            if gone == letters:
                waiting.popleft()
            else:
                waiting[0] = (since, letters - gone)
        at += _HOUR
    return Backlog(quota, most, longest, last)


def _open_share(at: datetime, days: WorkingDays) -> float:
    """Return how much of the hour from `at` on letters may leave in."""
    local = at.astimezone(VN)
    if not days.is_working(local.date()):
        return 0
    ends = local + _HOUR
    open_for = (_overlap(local, ends, window) for window in LETTER_HOURS)
    return sum(open_for, timedelta(0)) / _HOUR


def _overlap(begins: datetime, ends: datetime, window: Window) -> timedelta:
    def of_day(hour: time) -> datetime:
        return datetime.combine(begins.date(), hour, VN)

    opens, closes = of_day(window.opens), of_day(window.closes)
    return max(timedelta(0), min(ends, closes) - max(begins, opens))


def _same_day(hourly: Mapping[datetime, int]) -> int:
    """Return the least quota at which what a day brings leaves on it.

    From each hour to the close of its day there must be room for what comes from then.
    """
    needed = 0
    ordered = sorted(hourly)
    for i, at in enumerate(ordered):
        day = at.astimezone(VN).date()
        rest = [h for h in ordered[i:] if h.astimezone(VN).date() == day]
        letters = sum(hourly[h] for h in rest)
        left = (_after(at, window) for window in LETTER_HOURS)
        hours = sum(left, timedelta(0)) / _HOUR
        needed = max(needed, ceil(letters / hours) if hours else 0)
    return needed


def _after(at: datetime, window: Window) -> timedelta:
    local = at.astimezone(VN)
    ends = datetime.combine(local.date() + timedelta(days=1), time(0), VN)
    return _overlap(local, ends, window)
