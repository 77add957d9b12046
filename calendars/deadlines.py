"""A deadline as its last valid day and instant, as advice, and in words."""

from datetime import date, datetime, time, timedelta

from calendars.said import said_day, short_day, weekday
from calendars.working_days import WorkingDays
from schemas import words
from schemas.base import VN
from schemas.deadline import Bound, Deadline

_ONE_DAY = timedelta(days=1)
_SAYS_ITS_LAST_DAY = frozenset(Bound) - {
    Bound.BEFORE,
    Bound.AT_LATEST,
    Bound.BY,
    Bound.AROUND,
}


def last_day(deadline: Deadline) -> date:
    """Return the last valid day; only `before` excludes the day it names."""
    if deadline.bound is Bound.BEFORE:
        return deadline.day - _ONE_DAY
    return deadline.day


def last_instant(day: date) -> datetime:
    """Return 24:00 of `day` in Vietnam's time, the excluded end of what is in time.

    An act is on time if, and only if, its moment is earlier than this: the last
    microsecond of `day` is on time, 24:00 itself is late.
    """
    return datetime.combine(day + _ONE_DAY, time(), VN)


def advised_day(day: date, days: WorkingDays) -> date:
    """Return the working day to finish by; it is never later than the last valid day.

    What is due on a day off is advised earlier; moving it later would be an extension,
    and a person grants those.
    """
    return days.on_or_before(day)


def in_words(deadline: Deadline, days: WorkingDays, verb: str) -> str:
    """Say the deadline with both its readings, and when best to `verb`.

    As `trước ngày 20/7/2024 (hết ngày 19/7; nên nộp trong thứ Sáu 19/7)`. Where the
    plan's own words were kept they come first, and the last day stands in full.
    """
    advised = advised_day(last_day(deadline), days)
    advice = words.ADVICE.format(
        verb=verb, weekday=weekday(advised), day=_beside(advised, deadline.day)
    )
    return _with_readings(deadline, advice)


def past_in_words(deadline: Deadline) -> str:
    """Say a deadline that is over: with both its readings, and no advice."""
    return _with_readings(deadline)


def in_document(deadline: Deadline) -> str:
    """Say a deadline as a document that is signed does: with its bound and its day.

    The plan's own words come first, the time that settles them in brackets.
    """
    if deadline.said is None:
        return _with_readings(deadline)
    return words.SETTLED.format(said=deadline.said, time=_bound_in_words(deadline))


def _with_readings(deadline: Deadline, *advice: str) -> str:
    """Return the deadline's words, its last day where they do not say it, and more."""
    last, said = last_day(deadline), deadline.said or _bound_in_words(deadline)
    readings = list(advice)
    if deadline.said is not None:
        readings.insert(0, words.LAST_DAY.format(day=said_day(last)))
    elif deadline.bound not in _SAYS_ITS_LAST_DAY:
        readings.insert(0, words.LAST_DAY.format(day=_beside(last, deadline.day)))
    return f"{said} ({'; '.join(readings)})" if readings else said


def _bound_in_words(deadline: Deadline) -> str:
    if deadline.bound is Bound.FROM_TO and deadline.start is None:
        return words.BOUNDS[Bound.THROUGH].format(day=said_day(deadline.day))
    start = deadline.start and _beside(deadline.start, deadline.day)
    return words.BOUNDS[deadline.bound].format(day=said_day(deadline.day), start=start)


def _beside(day: date, said: date) -> str:
    """Leave the year out where it is that of the day said in full beside it."""
    return short_day(day) if day.year == said.year else said_day(day)
