from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.reading import LIMIT, ReadingError
from calendars.replies import Part, Reply, read_reply

UID = "lai-chau-2024_so-y-te_day_2024-06-30_5e41@lich.example"
STAMP = datetime(2024, 5, 7, 2, 15, tzinfo=UTC)
WHO = 'ATTENDEE;PARTSTAT=ACCEPTED;CN="Sở Y tế, văn thư":mailto:SoYTe@laichau.example'
LINES = (f"UID:{UID}", "DTSTAMP:20240507T021500Z", "SEQUENCE:2")


def reply(*lines: str, method: str = "REPLY") -> bytes:
    head = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT"]
    whole = [*head, *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(whole).encode()


GOOD = reply(*LINES, WHO, "COMMENT:Đã nhận\\, cảm ơn\\nVăn thư")


def test_an_answer_is_a_value():
    assert read_reply(GOOD) == Reply(
        uid=UID,
        sequence=2,
        part=Part.ACCEPTED,
        address="soyte@laichau.example",
        name="Sở Y tế, văn thư",
        comment="Đã nhận, cảm ơn\nVăn thư",
        stamp=STAMP,
    )


def test_the_first_form_of_an_event_needs_no_number():
    assert read_reply(reply(*LINES[:2], WHO)).sequence == 0


@pytest.mark.parametrize("moment", ["20240507T021500", "20240507T021500Z"])
def test_a_moment_without_a_zone_is_utc(moment: str):
    assert read_reply(reply(LINES[0], f"DTSTAMP:{moment}", WHO)).stamp == STAMP


def test_what_stands_in_an_answer_is_short_and_can_be_seen():
    name = "CN=" + "x\u200b" * 300
    lines = (
        *LINES,
        WHO.replace('CN="Sở Y tế, văn thư"', name),
        "COMMENT:" + "y" * 5000,
    )
    read = read_reply(reply(*lines))
    assert read.name == "x" * 100
    assert len(read.comment) == 2000


@pytest.mark.parametrize(
    ("case", "data"),
    [
        ("nothing", b""),
        ("a letter", b"Kinh gui"),
        ("cut short", GOOD[:-40]),
        ("a request", reply(*LINES, WHO, method="REQUEST")),
        ("a cancellation", reply(*LINES, WHO, method="CANCEL")),
        ("no event", b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"),
        ("one day of a series", reply(*LINES, WHO, "RECURRENCE-ID:20240507T021500Z")),
        ("nobody's answer", reply(*LINES)),
        ("two persons' answers", reply(*LINES, WHO, WHO)),
        ("an answer passed on", reply(*LINES, WHO.replace("ACCEPTED", "DELEGATED"))),
        ("no answer yet", reply(*LINES, WHO.replace("PARTSTAT=ACCEPTED;", ""))),
        ("no event named", reply(*LINES[1:], WHO)),
        ("a name without end", reply("UID:" + "x" * 401, *LINES[1:], WHO)),
        ("a number below zero", reply(*LINES[:2], "SEQUENCE:-1", WHO)),
        ("a number beyond all", reply(*LINES[:2], "SEQUENCE:1000001", WHO)),
        ("no moment", reply(LINES[0], WHO)),
        ("too long", reply(*LINES, WHO, "COMMENT:" + "x" * LIMIT)),
    ],
)
def test_what_is_no_answer_is_refused(case: str, data: bytes):
    with pytest.raises(ReadingError):
        read_reply(data)


def test_another_method_is_named():
    with pytest.raises(ReadingError, match="a calendar message COUNTER, not a REPLY"):
        read_reply(reply(*LINES, WHO, method="counter"))


@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=3)), max_size=6
    )
)
def test_whatever_is_bent_is_read_or_refused(bends: list[tuple[int, bytes]]):
    data = bytearray(GOOD)
    for place, put in bends:
        data[place : place + len(put) or place + 1] = put
    try:
        read = read_reply(bytes(data))
    except ReadingError:
        return
    assert isinstance(read, Reply)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes):
    with pytest.raises(ReadingError):
        read_reply(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + data)
