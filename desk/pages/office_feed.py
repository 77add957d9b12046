"""The office's feed: phases, last days with counts, the launch, its calls."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from calendars.event import HOUR_ALARMS, Event
from calendars.said import said_day
from desk.letters.views import moment_in_words
from desk.pages.feed_sheet import Sheet
from desk.progress import Progress
from desk.season import Season
from rules.docket import Docket
from rules.events import CALL_LENGTH, calls_held
from rules.keys import day_event
from rules.standing import Standing
from schemas.assignment import Assignment


def office_events(
    sheet: Sheet, season: Season, seen: Progress, standing: Standing
) -> Iterator[Event]:
    """Yield what the office watches, as of `seen`; `standing` is its own docket's."""
    for phase in season.plan.phases:
        span = phase.span
        name = f"phase:{phase.id}"
        yield sheet.whole_days(
            name, "feeds/phase", span.first, span.last, title=phase.title
        )
    yield from _last_days(sheet, seen)
    if season.in_force.ceremony is not None:
        yield sheet.launch(season.in_force.ceremony)
    for event, at in calls_held(standing):
        yield _call(sheet, event, at)


def _last_days(sheet: Sheet, seen: Progress) -> Iterator[Event]:
    """Yield each last day with how many duties and agencies are still open."""
    owed, left, behind = Counter[date](), Counter[date](), Counter[date]()
    for docket in seen.dockets.values():
        open_ = {one.last_day: 0 for one in docket.assignments}
        owed.update(one.last_day for one in docket.assignments)
        for one in _open(docket):
            open_[one.last_day] += 1
        left.update(open_)
        behind.update(day for day, number in open_.items() if number)
    for day in sorted(owed):
        yield sheet.whole_days(
            day_event(day),
            "feeds/last_day",
            day,
            day,
            day=said_day(day),
            owed=owed[day],
            left=left[day],
            behind=behind[day],
        )


def _open(docket: Docket) -> list[Assignment]:
    settled = docket.standing.settled
    return [one for one in docket.assignments if not settled(one.duty)]


def _call(sheet: Sheet, event: str, at: datetime) -> Event:
    said = moment_in_words(at)
    call = sheet.meeting(event, "feeds/call", at, CALL_LENGTH, at=said)
    return replace(call, alarms=HOUR_ALARMS)
