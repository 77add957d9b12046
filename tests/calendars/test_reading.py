from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.event import Event, Party
from calendars.invitations import invitation
from calendars.reading import LIMIT, Attendee, Invited, ReadingError, read_invitation
from schemas.base import VN
from schemas.letter import Method

OFFICE = Party("Sở Y tế tỉnh Lai Châu", "thuongtruc@laichau.example")
AGENCY = Party("Tỉnh đoàn; văn thư", "tinhdoan@laichau.example")


def event(**fields) -> Event:
    given = {
        "uid": "lai-chau-2024_tinh-doan_day_2024-06-30@lich.example",
        "sequence": 2,
        "stamp": datetime(2024, 7, 1, tzinfo=UTC),
        "summary": "Hạn 30/6/2024: 2 nhiệm vụ, xin lưu ý",
        "description": "1. Khám\n2. Truyền thông",
        "start": date(2024, 6, 30),
        "end": date(2024, 7, 1),
        "organizer": OFFICE,
        "attendees": (AGENCY,),
    }
    return Event(**given | fields)


def vevent(*lines: str, method: str = "REQUEST") -> bytes:
    body = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", *lines]
    return "\r\n".join([*body, "END:VEVENT", "END:VCALENDAR", ""]).encode()


DAY = ("UID:a@b.example", "DTSTART;VALUE=DATE:20240630")


@pytest.mark.parametrize(
    ("method", "status"), [(Method.REQUEST, "CONFIRMED"), (Method.CANCEL, "CANCELLED")]
)
def test_what_we_send_is_read_back(method, status):
    assert read_invitation(invitation(event(), method)) == Invited(
        method=method.value,
        uid="lai-chau-2024_tinh-doan_day_2024-06-30@lich.example",
        sequence=2,
        summary="Hạn 30/6/2024: 2 nhiệm vụ, xin lưu ý",
        start=date(2024, 6, 30),
        last=date(2024, 6, 30),
        description="1. Khám\n2. Truyền thông",
        location="",
        status=status,
        organizer=Attendee(*OFFICE[:2]),
        attendees=(Attendee(*AGENCY[:2], answer="NEEDS-ACTION"),),
    )


def test_an_hour_keeps_its_moment_and_place():
    start = datetime(2024, 5, 31, 7, 30, tzinfo=VN)
    end = datetime(2024, 5, 31, 9, tzinfo=VN)
    launch = event(start=start, end=end, location="Quảng trường, thành phố Lai Châu")
    read = read_invitation(invitation(launch, Method.REQUEST))
    assert (read.start, read.last) == (start, end)
    assert read.start.utcoffset() == start.utcoffset()
    assert read.location == launch.location


@pytest.mark.parametrize(
    ("case", "lines", "start", "last"),
    [
        ("a day without an end", DAY, date(2024, 6, 30), date(2024, 6, 30)),
        (
            "three days",
            (*DAY, "DTEND;VALUE=DATE:20240703"),
            date(2024, 6, 30),
            date(2024, 7, 2),
        ),
        (
            "a day that ends where it begins",
            (*DAY, "DTEND;VALUE=DATE:20240630"),
            date(2024, 6, 30),
            date(2024, 6, 30),
        ),
        (
            "an end before the start",
            (*DAY, "DTEND;VALUE=DATE:20240601"),
            date(2024, 6, 30),
            date(2024, 6, 30),
        ),
        (
            "a moment in UTC",
            ("DTSTART:20240630T010000Z", "DURATION:PT1H"),
            datetime(2024, 6, 30, 8, tzinfo=VN),
            datetime(2024, 6, 30, 9, tzinfo=VN),
        ),
        (
            "a time without a zone",
            ("DTSTART:20240630T080000",),
            datetime(2024, 6, 30, 8, tzinfo=VN),
            datetime(2024, 6, 30, 8, tzinfo=VN),
        ),
        (
            "a zone nobody knows",
            ("DTSTART;TZID=Nowhere:20240630T080000",),
            datetime(2024, 6, 30, 8, tzinfo=VN),
            datetime(2024, 6, 30, 8, tzinfo=VN),
        ),
        (
            "a rule that repeats for ever",
            (*DAY, "RRULE:FREQ=SECONDLY"),
            date(2024, 6, 30),
            date(2024, 6, 30),
        ),
    ],
)
def test_days_and_moments(case, lines, start, last):
    read = read_invitation(vevent(*lines))
    assert (read.start, read.last) == (start, last)


def test_a_reply_tells_who_answered_what():
    answer = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Tỉnh đoàn:MAILTO:tinhdoan@laichau.example"
    bare = "ATTENDEE:vanthu@laichau.example"
    read = read_invitation(vevent(*DAY, answer, bare, method="reply"))
    assert read.method == "REPLY"
    assert read.sequence == 0
    assert read.organizer is None
    assert read.attendees == (
        Attendee("Tỉnh đoàn", "tinhdoan@laichau.example", "ACCEPTED"),
        Attendee("", "vanthu@laichau.example", ""),
    )


def test_of_several_summaries_the_first_counts():
    assert read_invitation(vevent(*DAY, "SUMMARY:a", "SUMMARY:b")).summary == "a"


def test_of_several_events_the_first_counts():
    one, other = vevent(*DAY), vevent("UID:other@b.example", DAY[1])
    both = one.replace(b"END:VCALENDAR\r\n", b"") + other.partition(b"REQUEST\r\n")[2]
    assert read_invitation(both).uid == "a@b.example"


@pytest.mark.parametrize(
    ("case", "data"),
    [
        ("nothing", b""),
        ("no calendar", b"Kinh gui"),
        ("a page", b"<html><body>404</body></html>"),
        ("a calendar without an event", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
        ("an event without a start", vevent("UID:a")),
        ("a start that is no date", vevent("UID:a", "DTSTART:soon")),
        ("two starts", vevent(*DAY, DAY[1])),
        ("a sequence that is no number", vevent(*DAY, "SEQUENCE:many")),
        ("no end in sight", vevent(*DAY)[:-30]),
        ("too long", vevent(*DAY, "SUMMARY:" + "x" * LIMIT)),
    ],
)
def test_what_holds_no_event_is_said_to_hold_none(case, data):
    with pytest.raises(ReadingError):
        read_invitation(data)


GOOD = invitation(event(), Method.REQUEST)


@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=3)), max_size=6
    )
)
def test_whatever_is_bent_is_read_or_refused(bends):
    data = bytearray(GOOD)
    for place, put in bends:
        data[place : place + len(put) or place + 1] = put
    try:
        read = read_invitation(bytes(data))
    except ReadingError:
        return
    assert isinstance(read, Invited)
