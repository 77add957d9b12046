import dataclasses
import email
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.plain import line
from desk.mail.address import AddressError
from desk.mail.headers import HeaderError, Mailbox
from desk.mail.message import Attachment, Mailing, build
from schemas.base import VN
from schemas.letter import Method

OFFICE = Mailbox("Sở Y tế tỉnh Lai Châu - Cơ quan thường trực", "so-yte@office.example")
FRONT = Mailbox(
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu và các tổ chức thành viên",
    "mttq@agency.example",
)
UNION = Mailbox("Tỉnh đoàn", "tinh-doan@agency.example")
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
LETTER = Mailing(
    message_id="<assign.k1@office.example>",
    date=datetime(2024, 5, 20, 8, 0, tzinfo=VN),
    sender=OFFICE,
    to=(FRONT,),
    subject="Giao nhiệm vụ",
    text="Kính gửi: Quý cơ quan\n",
    html="<p>Kính gửi: Quý cơ quan</p>",
)


def changed(**fields) -> Mailing:
    return dataclasses.replace(LETTER, **fields)


def read(mailing: Mailing):
    return email.message_from_bytes(build(mailing), policy=policy.default)


def shown(message, name: str) -> str:
    # policy.default leaves a space between the encoded words of a display name.
    return str(make_header(decode_header(message[name]))).replace("\n", "")


def shape(part) -> object:
    kind = part.get_content_type()
    if not part.is_multipart():
        return kind
    return kind, [shape(inner) for inner in part.iter_parts()]


BODIES = ["text/plain", "text/html"]
PDF = Attachment("ke-hoach.pdf", "application/pdf", b"%PDF-1.7\n%\xe2\xe3")


@pytest.mark.parametrize(
    ("case", "fields", "expected"),
    [
        ("a letter", {}, ("multipart/alternative", BODIES)),
        (
            "with an invitation",
            {"invitation": ICS},
            (
                "multipart/mixed",
                [
                    ("multipart/alternative", [*BODIES, "text/calendar"]),
                    "application/ics",
                ],
            ),
        ),
        (
            "with the signed plan",
            {"attachments": (PDF,)},
            (
                "multipart/mixed",
                [("multipart/alternative", BODIES), "application/pdf"],
            ),
        ),
        (
            "with both",
            {"invitation": ICS, "attachments": (PDF,)},
            (
                "multipart/mixed",
                [
                    ("multipart/alternative", [*BODIES, "text/calendar"]),
                    "application/ics",
                    "application/pdf",
                ],
            ),
        ),
    ],
)
def test_the_tree_is_the_one_calendar_clients_accept(case, fields, expected):
    assert shape(read(changed(**fields))) == expected


@pytest.mark.parametrize("method", list(Method))
def test_the_invitation_says_its_method_and_stands_in_the_letter_twice(method):
    message = read(changed(invitation=ICS, method=method))
    shown, attached = (
        part
        for part in message.walk()
        if part.get_content_type() in {"text/calendar", "application/ics"}
    )
    assert shown["Content-Type"].params == {
        "method": method.value,
        "charset": "UTF-8",
    }
    assert shown.get_payload(decode=True) == attached.get_payload(decode=True) == ICS
    assert attached.get_filename() == attached["Content-Type"].params["name"]
    assert attached.get_filename() == "invite.ics"


def test_every_part_is_base64_and_every_byte_is_seven_bits_with_crlf():
    raw = build(changed(invitation=ICS, attachments=(PDF,)))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    leaves = [
        part
        for part in email.message_from_bytes(raw).walk()
        if part.is_multipart() is False
    ]
    assert {part["Content-Transfer-Encoding"] for part in leaves} == {"base64"}
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_headers_of_a_letter():
    raw = build(
        changed(
            to=(FRONT, UNION),
            copy_to=(Mailbox("", "head@agency.example"),),
            reply_to=OFFICE,
            in_reply_to="<first@office.example>",
        )
    )
    message = email.message_from_bytes(raw)
    assert {name: shown(message, name) for name in message} == {
        "Content-Type": shown(message, "Content-Type"),
        "MIME-Version": "1.0",
        "Message-ID": "<assign.k1@office.example>",
        "Date": "Mon, 20 May 2024 08:00:00 +0700",
        "From": f"{OFFICE.name} <{OFFICE.address}>",
        "To": f"{FRONT.name} <{FRONT.address}>, {UNION.name} <{UNION.address}>",
        "Cc": "head@agency.example",
        "Reply-To": f"{OFFICE.name} <{OFFICE.address}>",
        "Subject": "Giao nhiệm vụ",
        "In-Reply-To": "<first@office.example>",
        "References": "<first@office.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
    }


def test_a_bounce_is_never_asked_to_stay_away():
    suppressed = read(LETTER)["X-Auto-Response-Suppress"].split(", ")
    assert "NDR" not in suppressed
    assert "All" not in suppressed


def test_a_first_letter_starts_its_thread():
    message = read(LETTER)
    assert message["In-Reply-To"] is None
    assert message["References"] is None


def test_the_same_input_gives_the_same_bytes():
    full = changed(invitation=ICS, attachments=(PDF,))
    assert build(full) == build(dataclasses.replace(full))


def test_boundaries_come_from_the_identifier():
    one, other = changed(), changed(message_id="<assign.k2@office.example>")
    assert read(one).get_boundary() != read(other).get_boundary()


def test_the_moment_is_kept_in_its_zone():
    moment = datetime(2024, 12, 31, 23, 59, 58, tzinfo=UTC)
    assert parsedate_to_datetime(read(changed(date=moment))["Date"]) == moment


@pytest.mark.parametrize(
    ("case", "fields"),
    [
        ("line feed in a subject", {"subject": "a\nBcc: x@evil.example"}),
        ("return in a subject", {"subject": "a\rb"}),
        ("line feed in a Vietnamese subject", {"subject": "Nhắc\nviệc"}),
        ("line separator in a subject", {"subject": "a\u2028b"}),
        ("NUL in a subject", {"subject": "a\0b"}),
        ("half a character in a subject", {"subject": "a\ud800"}),
        ("line feed in a name", {"to": (Mailbox("A\n", UNION.address),)}),
        ("line feed in a sender", {"sender": Mailbox("Sở\r\nX: y", UNION.address)}),
        ("line feed in an identifier", {"message_id": "<a@b>\r\nX: y"}),
        ("no brackets", {"message_id": "a@b"}),
        ("two identifiers", {"in_reply_to": "<a@b> <c@d>"}),
        ("nobody to write to", {"to": ()}),
        ("a moment without a zone", {"date": datetime(2024, 5, 20)}),  # noqa: DTZ001
        (
            "a name of a file with a line feed",
            {"attachments": (PDF._replace(filename="a\n"),)},
        ),
        ("a file without a name", {"attachments": (PDF._replace(filename=""),)}),
        (
            "a name too long for a line",
            {"attachments": (PDF._replace(filename="ế" * 101),)},
        ),
    ],
)
def test_what_no_header_can_carry_is_refused(case, fields):
    with pytest.raises(HeaderError):
        build(changed(**fields))


@pytest.mark.parametrize("field", ["sender", "to", "copy_to", "reply_to"])
@pytest.mark.parametrize(
    "text", ["nobody", "a@b.example, c@d.example", "ủy@b.example", "a@b.example\n", ""]
)
def test_a_text_that_is_no_address_is_refused(field, text):
    bad = Mailbox("A", text)
    with pytest.raises(AddressError):
        build(changed(**{field: (bad,) if field in {"to", "copy_to"} else bad}))


@pytest.mark.parametrize(
    "subject",
    [
        "Plain",
        "",
        "A plain subject that goes on " * 12,
        "x" * 2000,
        "two  spaces, and one at the end ",
        " ",
        "=?utf-8?q?looks_encoded?=",
        "Đề nghị Quý cơ quan xác nhận đã nhận Kế hoạch " * 8,
        "Phân rã dấu: Tha\u0301ng ha\u0300nh \u0111o\u0323\u0302ng",
        '100% \\ "quoted" <angle> ,;:()[]@',
    ],
)
def test_a_subject_reads_as_it_was_written(subject):
    mailing = changed(subject=subject.strip() if subject.startswith("A") else subject)
    assert read(mailing)["Subject"] == mailing.subject
    assert max(map(len, build(mailing).split(b"\r\n"))) <= 78


printable = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200
)


@given(printable)
def test_any_subject_reads_as_it_was_written(subject):
    assert read(changed(subject=subject))["Subject"] == subject


@given(st.lists(printable, min_size=1, max_size=3))
def test_any_names_stay_with_their_addresses_as_they_are_seen(names):
    boxes = tuple(Mailbox(n, f"a{i}@b.example") for i, n in enumerate(names))
    message = email.message_from_bytes(build(changed(to=boxes)))
    read_back = getaddresses([message["To"]])
    assert [address for _, address in read_back] == [b.address for b in boxes]
    decoded = [str(make_header(decode_header(name))) for name, _ in read_back]
    assert decoded == [line(name) for name in names]


@given(st.binary(max_size=300), st.text(max_size=200))
def test_any_text_and_file_arrive_as_they_were(data, text):
    text = text.encode("utf-8", "ignore").decode()
    message = read(changed(text=text, attachments=(PDF._replace(data=data),)))
    plain, _, file = (part for part in message.walk() if not part.is_multipart())
    assert file.get_payload(decode=True) == data
    written = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    assert plain.get_payload(decode=True) == written.encode()


@pytest.mark.parametrize(
    "filename", ["ke-hoach.pdf", "Kế hoạch đã ký.pdf", 'a"b;c.pdf', "ế" * 100]
)
def test_a_file_keeps_its_name(filename):
    message = read(changed(attachments=(PDF._replace(filename=filename),)))
    *_, file = message.walk()
    assert file.get_filename() == filename
    assert (
        max(
            map(
                len,
                build(changed(attachments=(PDF._replace(filename=filename),))).split(
                    b"\r\n"
                ),
            )
        )
        < 998
    )
