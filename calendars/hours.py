"""Hours of working days in which letters leave and the heartbeat looks."""

from collections.abc import Iterable
from datetime import date, datetime

from calendars.working_days import WorkingDays
from schemas.base import VN
from schemas.escalation import Window


def is_open(now: datetime, windows: Iterable[Window], days: WorkingDays) -> bool:
    """Tell whether `now`, of any zone, lies in a window of a working day in Vietnam."""
    local = now.astimezone(VN)
    clock = local.time()
    return any(window.opens <= clock < window.closes for window in windows) and (
        days.is_working(local.date())
    )


def next_open(
    now: datetime, windows: tuple[Window, ...], days: WorkingDays
) -> datetime:
    """Return `now` itself when open, else the next opening; in Vietnam's time."""
    local = now.astimezone(VN)
    if is_open(local, windows, days):
        return local
    today = local.date()
    if days.is_working(today):
        later = [window for window in windows if window.opens > local.time()]
        if later:
            return opening(today, later)
    return opening(days.after(today), windows)


def opening(day: date, windows: Iterable[Window]) -> datetime:
    """Return the first opening of `day`, in Vietnam's time, whether it works or not."""
    return datetime.combine(day, min([window.opens for window in windows]), VN)
