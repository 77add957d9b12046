"""The office's own reading: a list each working morning, a page for a leader weekly."""

from datetime import date, datetime, timedelta
from itertools import count

from calendars.deadlines import last_instant
from calendars.hours import opening
from calendars.working_days import WorkingDays
from rules.docket import Terms
from rules.keys import notice_key
from rules.standing import Standing
from schemas.action import Draft
from schemas.base import VN
from schemas.letter import Item, LetterClass, LetterKind
from schemas.matter import superior

_FRIDAY = 4
_WEEK = timedelta(days=7)


def morning(standing: Standing, terms: Terms, now: datetime) -> list[Draft]:
    """Return the list of today's morning, unless it was written; stale in the evening.

    Whether anything stands on it is known when it is composed: an empty list is
    dropped.
    """
    today = now.astimezone(VN).date()
    key = f"{LetterKind.MORNING}:{today}"
    if terms.briefs.morning is None or not _brings(key, today, standing, terms, now):
        return []
    return [_draft(f"recipient:{terms.briefs.morning}", LetterKind.MORNING, key, today)]


def weekly(standing: Standing, terms: Terms, now: datetime) -> list[Draft]:
    """Return the leader's page on the last working day of the week."""
    today = now.astimezone(VN).date()
    key = f"{LetterKind.WEEKLY}:{today}"
    if terms.briefs.weekly is None or today != _reported(today, terms.days):
        return []
    if not _brings(key, today, standing, terms, now):
        return []
    return [_draft(superior(terms.briefs.weekly), LetterKind.WEEKLY, key, today)]


def next_brief(terms: Terms, now: datetime) -> datetime | None:
    """Return when the office is next told how things stand, None after the close."""
    today, days, next_days = now.astimezone(VN).date(), terms.days, list[date]()
    if terms.briefs.morning is not None:
        next_days.append(days.after(today))
    if terms.briefs.weekly is not None:
        ends = (_reported(today + n * _WEEK, days) for n in count())
        next_days.append(next(day for day in ends if day > today))
    moments = [opening(day, terms.policy.letter_hours) for day in next_days]
    return min((at for at in moments if at < terms.close), default=None)


def _reported(day: date, days: WorkingDays) -> date:
    """Return the last working day of a day's week, by its Friday."""
    return days.on_or_before(day + timedelta(days=_FRIDAY - day.weekday()))


def _brings(
    key: str, today: date, standing: Standing, terms: Terms, now: datetime
) -> bool:
    """Tell whether the brief comes today; on the day of issue all is yet to be told."""
    issued = standing.issued
    if issued is None or issued.at.astimezone(VN).date() >= today:
        return False
    fresh = key not in standing.performed and now < terms.close
    return fresh and terms.days.is_working(today)


def _draft(to: str, kind: LetterKind, key: str, today: date) -> Draft:
    return Draft(
        key=notice_key(to, today),
        kind=kind,
        letter_class=LetterClass.NOTICE,
        to=to,
        copy_to=(),
        items=(Item(key, kind),),
        not_after=last_instant(today),
    )
