"""Compose a feed: what an agency, or the office, still has ahead or open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

from calendars.event import Event
from calendars.feeds import feed
from calendars.said import said_day
from desk.desk import Desk
from desk.feeds import Feed
from desk.letters.addressing import Directory
from desk.letters.content import cited
from desk.letters.naming import names_of
from desk.letters.views import LetterView, duty_view
from desk.pages.feed_sheet import Sheet
from desk.pages.office_feed import office_events
from desk.progress import progress
from desk.season import Season
from ledger import campaigns, entries
from rules.events import owed_on
from rules.fold import stand
from rules.keys import day_event
from rules.standing import Standing
from rules.status import is_overdue
from schemas.assignment import Assignment, DocketKind

_RINGS = time(8)


def compose_feed(desk: Desk, found: Feed, now: datetime) -> bytes:
    """Return the feed as iCalendar: equal bytes while its tag is the same."""
    row = found.docket
    with desk.ledger.read() as tx:
        season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
        directory = Directory(tx, row.campaign)
        office = directory.agency(season.plan.office)
        over_all = row.kind is DocketKind.OFFICE
        to = office if over_all else directory.agency(row.agency)
        view = LetterView(plan=cited(desk, season, office), to=to.name)
        names = names_of(desk, tx, season, directory)
        standing = stand(entries.of(tx, [row.id])[row.id])
    sheet = Sheet(names, row.agency, view, found.changed)
    if over_all:
        seen = progress(desk, season.plan.id, now)
        events = office_events(sheet, season, seen, standing)
    else:
        events = _agency_events(sheet, season, standing, now)
    return feed(f"{season.plan.short_title}: {view.to}", tuple(events))


def _agency_events(
    sheet: Sheet, season: Season, standing: Standing, now: datetime
) -> Iterator[Event]:
    """Yield an event for each last day with open duties, and one for the launch."""
    owes = season.owes(sheet.agency, standing)
    for day in sorted({one.last_day for one in owes}):
        listed = owed_on(day, owes, standing)
        if listed:
            late = any(is_overdue(one, standing, now) for one in listed)
            yield _day(sheet, season, day, listed, now, overdue=late)
    if season.in_force.ceremony is not None:
        yield sheet.launch(season.in_force.ceremony)


def _day(
    sheet: Sheet,
    season: Season,
    day: date,
    listed: tuple[Assignment, ...],
    now: datetime,
    *,
    overdue: bool,
) -> Event:
    """Return one last day; its alarm rings at 8:00 on the working day before."""
    duties = tuple(duty_view(one, season, now) for one in listed)
    view = replace(sheet.view, invited=said_day(day), of_day=duties)
    folder = "invitations/overdue" if overdue else "invitations/day"
    event = sheet.whole_days(day_event(day), folder, day, day, view=view)
    rings = datetime.combine(season.days.before(day), _RINGS)
    before = rings - datetime.combine(day, time())
    return event if overdue else replace(event, alarms=(before,))
