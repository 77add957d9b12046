import ctypes
import re
from collections import Counter
from ctypes.util import find_library
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from calendars.event import DAY_ALARMS, HOUR_ALARMS, Event, Party
from calendars.invitations import component, invitation, uid
from schemas.base import VN
from schemas.letter import Method

OFFICE = Party("Sở LĐTBXH tỉnh Lai Châu", "thuongtruc@laichau.example")
AGENCY = Party("Sở Y tế; văn thư", "soyte@laichau.example")
LAST_DAY = Event(
    uid=uid("lai-chau-2024", "so-y-te", "day:2024-06-30", "5e41", "lich.example"),
    sequence=0,
    stamp=datetime(2024, 5, 20, 8, tzinfo=VN),
    summary="Hạn 30/6/2024: 2 nhiệm vụ, Tháng hành động vì trẻ em",
    description="1. Khám sàng lọc cho trẻ em; tư vấn\n2. Truyền thông, vi chất\n",
    html="<p>1. Khám sàng lọc; tư vấn</p>\n<p>2. Truyền thông</p>",
    start=date(2024, 6, 30),
    end=date(2024, 7, 1),
    organizer=OFFICE,
    attendees=(AGENCY,),
    categories=("Tháng hành động, 2024", "Sở Y tế"),
    url="https://campaign.example/don-vi/so-y-te",
    alarms=DAY_ALARMS,
)
LAUNCH = Event(
    uid=uid("lai-chau-2024", "so-y-te", "launch", "5e41", "lich.example"),
    sequence=1,
    stamp=datetime(2024, 5, 20, 1, tzinfo=UTC),
    summary="Lễ phát động",
    description="Kính mời Quý cơ quan dự.",
    start=datetime(2024, 5, 31, 0, 30, tzinfo=UTC),
    end=datetime(2024, 5, 31, 9, tzinfo=VN),
    organizer=OFFICE,
    attendees=(AGENCY._replace(rsvp=True),),
    location="Quảng trường Nhân dân, thành phố Lai Châu",
    alarms=HOUR_ALARMS,
)
BOTH = pytest.mark.parametrize("event", [LAST_DAY, LAUNCH], ids=["day", "launch"])
METHODS = pytest.mark.parametrize("method", list(Method))


def read(data: bytes) -> tuple[icalendar.Calendar, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(data)
    [event] = calendar.walk("VEVENT")
    return calendar, event


def logical(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_a_day_is_shown_as_a_whole_day_that_occupies_nobody() -> None:
    calendar, event = read(invitation(LAST_DAY, Method.REQUEST))
    assert calendar["METHOD"] == "REQUEST"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event.start, event.end) == (date(2024, 6, 30), date(2024, 7, 1))
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"
    assert event["X-MICROSOFT-CDO-ALLDAYEVENT"] == "TRUE"
    assert event["STATUS"] == "CONFIRMED"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert not calendar.walk("VTIMEZONE")


def test_a_day_lists_its_duties() -> None:
    _, event = read(invitation(LAST_DAY, Method.REQUEST))
    assert event["DESCRIPTION"] == (
        "1. Khám sàng lọc cho trẻ em; tư vấn\n2. Truyền thông, vi chất"
    )


def test_a_day_lists_its_duties_as_html_for_those_who_show_it() -> None:
    assert (
        "X-ALT-DESC;FMTTYPE=text/html:"
        "<p>1. Khám sàng lọc\\; tư vấn</p>\\n<p>2. Truyền thông</p>"
    ) in logical(invitation(LAST_DAY, Method.REQUEST))


def test_the_launch_has_its_hour_in_vietnam_and_asks_for_an_answer() -> None:
    calendar, event = read(invitation(LAUNCH, Method.REQUEST))
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert event.start == datetime(2024, 5, 31, 7, 30, tzinfo=VN)
    assert event.end == datetime(2024, 5, 31, 9, tzinfo=VN)
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert event["TRANSP"] == "OPAQUE"
    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "BUSY"
    assert "X-MICROSOFT-CDO-ALLDAYEVENT" not in event
    assert event["LOCATION"] == LAUNCH.location
    [zone] = calendar.walk("VTIMEZONE")
    [rule] = zone.subcomponents
    assert rule["TZOFFSETTO"].td == rule["TZOFFSETFROM"].td == timedelta(hours=7)


def test_wishes_that_an_event_does_not_have_leave_no_line() -> None:
    _, event = read(invitation(LAUNCH, Method.REQUEST))
    assert {"CATEGORIES", "URL", "X-ALT-DESC"}.isdisjoint(event)
    _, event = read(invitation(LAST_DAY, Method.REQUEST))
    assert "LOCATION" not in event


@BOTH
def test_alarms_ring_only_for_what_takes_place(event: Event) -> None:
    _, asked = read(invitation(event, Method.REQUEST))
    assert [alarm["TRIGGER"].dt for alarm in asked.subcomponents] == list(event.alarms)
    _, cancelled = read(invitation(event, Method.CANCEL))
    assert not cancelled.subcomponents


def test_alarms_of_a_whole_day_ring_at_eight() -> None:
    midnight = datetime(2024, 6, 30, tzinfo=VN)
    assert [str(midnight + alarm) for alarm in DAY_ALARMS] == [
        "2024-06-27 08:00:00+07:00",
        "2024-06-29 08:00:00+07:00",
    ]


@BOTH
def test_a_cancelled_event_keeps_its_name_and_asks_nothing(event: Event) -> None:
    calendar, cancelled = read(
        invitation(replace(event, sequence=event.sequence + 1), Method.CANCEL)
    )
    assert calendar["METHOD"] == "CANCEL"
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled["UID"] == event.uid
    assert cancelled["SEQUENCE"] == event.sequence + 1
    assert cancelled["ATTENDEE"].params["RSVP"] == "FALSE"


@BOTH
@METHODS
def test_equal_events_are_equal_bytes(event: Event, method: Method) -> None:
    again = replace(event, stamp=event.stamp.astimezone(UTC))
    assert invitation(event, method) == invitation(again, method)


@BOTH
def test_the_calendar_itself_has_no_name_and_holds_no_task(event: Event) -> None:
    data = invitation(event, Method.REQUEST)
    calendar, _ = read(data)
    assert "UID" not in calendar
    assert data.count(b"BEGIN:VEVENT") == data.count(b"\r\nUID:") == 1
    assert b"VTODO" not in data


def test_names_of_events_are_stable_and_never_meet() -> None:
    assert uid("lai-chau-2024", "so-y-te", "day:2024-06-30", "5e41", "x.example") == (
        "lai-chau-2024_so-y-te_day_2024-06-30_5e41@x.example"
    )
    names = {
        uid(campaign, agency, event, "5e41", "lich.example")
        for campaign, agency in [("a", "b.c"), ("a.b", "c"), ("a-b", "c"), ("a", "b-c")]
        for event in ["day:2024-06-30", "day:2024-07-19", "launch", "call:c:2024-07-03"]
    }
    assert len(names) == 16


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('Trường "Hoa Ban"', "Trường 'Hoa Ban'"),
        ("Sở Y tế\r\nATTENDEE:mailto:x@evil.example", None),
        ("Phòng A, B; C: D", "Phòng A, B; C: D"),
    ],
)
def test_names_stay_names(name: str, shown: str | None) -> None:
    value = replace(LAST_DAY, attendees=(AGENCY._replace(name=name),))
    _, event = read(invitation(value, Method.REQUEST))
    assert event["ATTENDEE"] == "mailto:soyte@laichau.example"
    assert event["ATTENDEE"].params["CN"] == (shown or " ".join(name.split()))


def test_categories_hold_no_comma() -> None:
    _, event = read(invitation(LAST_DAY, Method.REQUEST))
    assert list(event["CATEGORIES"].cats) == ["Tháng hành động 2024", "Sở Y tế"]


@pytest.mark.parametrize(
    "value", ["", "a b", "x@y.example\r\nX-A:1", "x\u202e@y", "x\x00"]
)
def test_addresses_and_links_are_refused_rather_than_repaired(value: str) -> None:
    for event in (
        replace(LAST_DAY, url=value),
        replace(LAST_DAY, organizer=OFFICE._replace(address=value)),
        replace(LAST_DAY, attendees=(AGENCY._replace(address=value),)),
    ):
        with pytest.raises(ValueError, match="not an address or a link"):
            invitation(event, Method.REQUEST)


NAIVE = datetime.fromisoformat("2024-06-30T08:00")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"end": date(2024, 6, 30)}, "ends after it starts"),
        ({"end": datetime(2024, 7, 1, tzinfo=VN)}, "two days or between two moments"),
        ({"start": NAIVE, "end": NAIVE + timedelta(hours=1)}, "needs a time zone"),
        ({"stamp": NAIVE}, "needs a time zone"),
        ({"summary": " \u202e"}, "a summary that can be seen"),
    ],
)
def test_events_that_no_client_could_show_are_refused(
    change: dict[str, object], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        replace(LAST_DAY, **change)


# What a hostile plan could bring: line ends of every kind, quotes, bidi marks, half a
# surrogate pair, what looks like structure, and 2,000 characters of Vietnamese.
HOSTILE = (
    'Khám "sàng lọc"\r\nEND:VEVENT\nBEGIN:VALARM\rX-A;B="c:d',
    "\u202eđảo\u2066\u200e \ufeff\x85\u2028\u2029\x0b\x0c\x1c\x00\x07\x1b\x7f\ud800",
    "một, hai; ba: \\n \\, \\; ^n ^' \t\u00a0cuối",
    "Nghiêng ngả Đường Lưỡng Ưỡn " * 72,
    "ẫ" * 2000,
    "",
)
hostile = st.text(max_size=300) | st.sampled_from(HOSTILE)


def spoiled(text: str) -> Event:
    return replace(
        LAST_DAY,
        uid=f"day {text}",
        summary=f"Hạn {text}",
        description=text,
        html=text,
        location=text,
        organizer=OFFICE._replace(name=text),
        attendees=(AGENCY._replace(name=text), OFFICE._replace(name=text)),
        categories=(text, "b"),
    )


SHAPE = [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    "BEGIN:VALARM",
    "END:VALARM",
    "BEGIN:VALARM",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
]


def names(data: bytes) -> Counter[str]:
    return Counter(re.match("[A-Z-]*", one)[0] for one in logical(data))


@given(hostile)
def test_hostile_text_never_becomes_structure(text: str) -> None:
    data = invitation(spoiled(text), Method.REQUEST)
    found = [one for one in logical(data) if one.startswith(("BEGIN:", "END:"))]
    assert found == SHAPE
    assert len(data.decode().splitlines()) == data.count(b"\r\n")
    plain = names(invitation(spoiled("x"), Method.REQUEST))
    gone = plain - names(data)
    assert not names(data) - plain
    assert set(gone) <= {"DESCRIPTION", "LOCATION", "X-ALT-DESC"}
    _, event = read(data)
    assert [str(one) for one in event["ATTENDEE"]] == [
        "mailto:soyte@laichau.example",
        "mailto:thuongtruc@laichau.example",
    ]


@given(hostile)
def test_lines_are_folded_within_75_octets_between_characters(text: str) -> None:
    for line in invitation(spoiled(text), Method.REQUEST).split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode() is not None


@given(hostile)
def test_another_reader_finds_the_same_words(text: str) -> None:
    data = invitation(spoiled(text), Method.REQUEST)
    _, ours = read(data)
    theirs = vobject.readOne(data.decode()).vevent
    assert theirs.summary.value == ours["SUMMARY"]
    for name in ("description", "location"):
        found = theirs.contents.get(name)
        assert (found and found[0].value) == ours.get(name)
    assert len(theirs.contents["attendee"]) == 2


@BOTH
@METHODS
def test_vobject_reads_the_same_event(event: Event, method: Method) -> None:
    found = vobject.readOne(invitation(event, method).decode())
    assert found.method.value == method
    assert found.vevent.uid.value == event.uid
    assert found.vevent.summary.value == event.summary
    assert found.vevent.dtstart.value == event.start
    assert found.vevent.dtend.value == event.end
    assert found.vevent.sequence.value == str(event.sequence)
    assert found.vevent.attendee.value == f"mailto:{AGENCY.address}"
    assert found.vevent.attendee.params["CN"] == [AGENCY.name]


LIBICAL = find_library("ical")


@BOTH
@METHODS
@given(hostile, st.integers(0, 2), st.booleans())
def test_what_invitations_share_and_their_own_is_the_event_by_itself(
    event: Event, method: Method, text: str, attendees: int, linked: bool
) -> None:
    name = Party(text, "đơn-vị@laichau.example", rsvp=linked)
    changed = replace(
        event,
        uid=f"{text}@lich.example",
        description=text,
        attendees=(AGENCY, *[name] * attendees),
        url=f"https://campaign.example/{attendees}" if linked else None,
    )
    alone = component(changed, method).to_ical()
    assert invitation(changed, method) == alone


@pytest.mark.skipif(LIBICAL is None, reason="libical is not installed (apt: libical3)")
@BOTH
@METHODS
def test_libical_finds_no_error_and_no_broken_rule_of_rfc_5546(
    event: Event, method: Method
) -> None:
    library = ctypes.CDLL(LIBICAL)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    library.icalcomponent_as_ical_string.argtypes = [ctypes.c_void_p]
    library.icalcomponent_count_errors.argtypes = [ctypes.c_void_p]
    library.icalrestriction_check.argtypes = [ctypes.c_void_p]
    for value in (event, *map(spoiled, HOSTILE)):
        component = library.icalparser_parse_string(invitation(value, method))
        valid = library.icalrestriction_check(component)
        read_back = library.icalcomponent_as_ical_string(component)
        assert library.icalcomponent_count_errors(component) == 0, read_back
        assert valid == 1, read_back
