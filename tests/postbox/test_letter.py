from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postbox.letter import File, Heading, Opened, decoded, heading, opened
from schemas.letter import Method
from tests.postbox.letters import FRONT, HTML, PDF, UNION, invited, letter


def test_a_letter_is_opened_in_all_its_parts():
    calendar = invited(Method.REQUEST, sequence=2)
    read = opened(letter(invitation=calendar, attachments=(PDF,), to=(UNION, FRONT)))
    assert read.heading.to == f"{UNION.name}, {FRONT.name}"
    assert read.text == "Kính gửi: Tỉnh đoàn\r\n"
    assert read.html == HTML
    assert read.invitation is not None
    assert (read.invitation.method, read.invitation.sequence) == ("REQUEST", 2)
    assert read.invitation.start == date(2024, 6, 30)
    assert read.broken is False
    assert read.files == (
        File(1, "invite.ics", "application/ics", calendar),
        File(2, PDF.filename, PDF.media, PDF.data),
    )


def test_headers_are_shown_in_their_order_as_people_write_them():
    read = opened(letter(subject="Đôn đốc lần 1"))
    shown = dict(read.headers)
    assert shown["Subject"] == "Đôn đốc lần 1"
    assert shown["To"] == f"{UNION.name} <{UNION.address}>"
    assert [name for name, _ in read.headers][:3] == [
        "Content-Type",
        "MIME-Version",
        "Message-ID",
    ]


def test_a_letter_without_an_invitation_has_none():
    read = opened(letter())
    assert (read.invitation, read.broken, read.files) == (None, False, ())
    assert read.heading.carries == ()


def test_an_invitation_nobody_can_read_is_said_to_be_broken():
    read = opened(letter(invitation=b"BEGIN:VCALENDAR\r\n"))
    assert (read.invitation, read.broken) == (None, True)


def test_a_name_is_not_split_where_its_encoding_was():
    long = "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu và các tổ chức thành viên"
    assert heading(letter(to=(FRONT._replace(name=long),))).to == long


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("plain", "plain"),
        ("=?utf-8?q?Nh=E1=BA=AFc?=", "Nhắc"),
        ("=?utf-8?q?Nh=E1=BA=AFc?=\r\n =?utf-8?q?_vi=E1=BB=87c?=", "Nhắc việc"),
        ("=?no-such?q?a?=", "=?no-such?q?a?="),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
    ],
)
def test_a_header_is_decoded_or_left(value, text):
    assert decoded(value) == text


def test_a_charset_nobody_knows_is_read_as_utf_8():
    raw = b"Content-Type: text/plain; charset=x-nowhere\r\n\r\nNh\xe1\xba\xafc"
    assert opened(raw).text == "Nhắc"


def test_an_attached_page_is_not_the_letter():
    raw = (
        b"Content-Type: text/html\r\nContent-Disposition: attachment\r\n\r\n<p>attached"
    )
    read = opened(raw)
    assert read.html == ""
    assert read.files == (File(1, "", "text/html", b"<p>attached"),)


WHOLE = letter(invitation=invited(), attachments=(PDF,))


@pytest.mark.parametrize(
    "raw",
    [
        letter(),
        letter(attachments=(PDF._replace(data=b"%PDF-1.7\n" * 600),)),
        WHOLE,
        WHOLE.replace(b"\r\n", b"\n"),
        b"Subject: " + b"A" * 76 + b"\n\n" + (b"A" * 76 + b"\n") * 3,
        b"A" * 76 + b"\n",
    ],
    ids=["text", "long file", "all", "bare line ends", "long word", "no header"],
)
def test_a_list_says_what_the_opened_letter_says(raw):
    assert heading(raw) == opened(raw).heading


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), max_size=8
    )
)
def test_whatever_is_bent_is_shown(bends):
    raw = bytearray(WHOLE)
    for place, put in bends:
        raw[place : place + len(put) or place + 1] = put
    assert isinstance(opened(bytes(raw)), Opened)
    assert isinstance(heading(bytes(raw)), Heading)
