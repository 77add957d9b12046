from dataclasses import replace
from datetime import date, datetime, timedelta

import icalendar
import pytest
import vobject

from calendars.event import Event
from calendars.feeds import LONGEST, feed
from calendars.invitations import invitation
from schemas.base import VN
from schemas.letter import Method
from tests.calendars.test_invitations import LAST_DAY, LAUNCH

EVENTS = (
    replace(LAST_DAY, attendees=(), alarms=(timedelta(hours=-16),)),
    replace(LAUNCH, attendees=()),
)
NAME = 'Tháng hành động; "Sở Y tế", 2024\r\nX-EVIL:1\u202e'


def read(events: tuple[Event, ...] = EVENTS) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(feed(NAME, events))


def test_a_feed_names_itself_and_says_how_often_to_fetch_it() -> None:
    calendar = read()
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"]
    assert calendar["NAME"] == 'Tháng hành động; "Sở Y tế", 2024 X-EVIL:1'
    logical = feed(NAME, EVENTS).decode().replace("\r\n ", "").split("\r\n")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in logical
    assert "X-PUBLISHED-TTL:PT1H" in logical


def test_a_feed_holds_its_events_and_invites_nobody() -> None:
    events = read().events
    assert [event["UID"] for event in events] == [one.uid for one in EVENTS]
    for event in events:
        assert "ATTENDEE" not in event
        assert "ORGANIZER" in event
        assert event["STATUS"] == "CONFIRMED"


def test_a_feed_rings_when_its_events_say() -> None:
    first, second = read().events
    assert [alarm["TRIGGER"].dt for alarm in first.subcomponents] == [
        timedelta(hours=-16)
    ]
    assert len(second.subcomponents) == len(LAUNCH.alarms)


def test_a_zone_is_described_only_where_an_event_has_hours() -> None:
    assert len(read().walk("VTIMEZONE")) == 1
    assert not read(EVENTS[:1]).walk("VTIMEZONE")
    assert not read(()).events


def test_equal_events_give_equal_bytes() -> None:
    assert feed(NAME, EVENTS) == feed(NAME, EVENTS)


def test_a_long_description_is_cut_where_it_can_be_seen() -> None:
    long = replace(EVENTS[0], description="Một dòng dài. " * 2_000)
    (event,) = read((long,)).events
    assert len(event["DESCRIPTION"]) <= LONGEST
    assert event["DESCRIPTION"].endswith("…")


HOSTILE = 'BEGIN:VEVENT\r\nUID:evil\r\n"; \\n,\u202e\x00\x1b' * 40


def test_text_makes_no_line_of_its_own_for_two_readers() -> None:
    event = replace(EVENTS[0], summary=HOSTILE, description=HOSTILE[:2000])
    data = feed(HOSTILE, (event,))
    (read_event,) = icalendar.Calendar.from_ical(data).events
    other = vobject.readOne(data.decode())
    assert read_event["UID"] == other.vevent.uid.value == LAST_DAY.uid
    assert read_event["SUMMARY"] == other.vevent.summary.value
    assert len(other.vevent_list) == 1


def test_vobject_reads_a_feed_as_it_was_meant() -> None:
    day, launch = vobject.readOne(feed(NAME, EVENTS).decode()).vevent_list
    assert (day.dtstart.value, day.dtend.value) == (
        date(2024, 6, 30),
        date(2024, 7, 1),
    )
    assert day.valarm.trigger.value == timedelta(hours=-16)
    assert launch.dtstart.value == datetime(2024, 5, 31, 7, 30, tzinfo=VN)


def test_an_invitation_to_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="somebody to invite"):
        invitation(EVENTS[0], Method.REQUEST)
