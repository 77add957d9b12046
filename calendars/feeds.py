"""Feeds: calendars that clients fetch again and again (RFC 5545, RFC 7986)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from icalendar.enums import STATUS

from calendars.event import Event
from calendars.plain import line, lines
from calendars.vevent import add_alarms, calendar, put, vevent

FETCHED_EVERY = timedelta(hours=1)
LONGEST = 8_000
"""Characters of a description; clients cut what is longer, or refuse the feed."""


def feed(name: str, events: Sequence[Event]) -> bytes:
    """Return the feed, equal bytes for equal events; it invites nobody.

    Raise ValueError for an address or a link with a space or a character that cannot
    be seen.
    """
    made = calendar("PUBLISH", events)
    put(made, NAME=line(name), X_WR_CALNAME=line(name))
    put(made, REFRESH_INTERVAL=FETCHED_EVERY, X_PUBLISHED_TTL="PT1H")
    made["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    for event in events:
        component = vevent(_short(event), STATUS.CONFIRMED, [])
        add_alarms(component, event)
        made.add_component(component)
    return made.to_ical()


def _short(event: Event) -> Event:
    text = lines(event.description)
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return replace(event, description=cut)
