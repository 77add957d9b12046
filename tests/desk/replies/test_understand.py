from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.replies import Part, Reply
from desk.replies.heard import (
    Automatic,
    Heard,
    Returned,
    Unreadable,
    Written,
)
from desk.replies.understand import LIMIT, understand
from tests.desk.replies.mails import CLIENTS, ORIGINAL, SERVERS, UID, WHO, mail

ADDRESS = WHO.lower()
STAMP = datetime(2024, 5, 7, 2, 15, tzinfo=UTC)
PLAIN = b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\n"


def content(raw: bytes) -> object:
    return understand(raw).content


@pytest.mark.parametrize("part", list(Part))
@pytest.mark.parametrize("client", CLIENTS)
def test_every_clients_answer_is_read(client: str, part: Part):
    read = content(mail(client, PART=part, SEQ="3"))
    assert isinstance(read, Reply)
    assert read._replace(name="", comment="") == Reply(
        UID, 3, part, ADDRESS, "", "", STAMP
    )
    assert read.name.startswith("Sở Y tế")


@pytest.mark.parametrize("client", sorted({*CLIENTS} - {"gmail-reply"}))
def test_a_note_beside_an_answer_is_kept(client: str):
    read = content(mail(client, NOTE="Sẽ nộp sớm"))
    assert isinstance(read, Reply)
    assert read.comment == "Sẽ nộp sớm"


@pytest.mark.parametrize("server", SERVERS)
def test_a_letter_that_comes_back_names_itself_and_who_refused_it(server: str):
    assert content(mail(server)) == Returned(
        (ORIGINAL,), frozenset({ADDRESS}), frozenset()
    )


@pytest.mark.parametrize("server", SERVERS)
def test_a_delay_is_no_failure(server: str):
    back = content(mail(server, ACTION="delayed", STATUS="4.4.1"))
    assert back == Returned((ORIGINAL,), frozenset(), frozenset({ADDRESS}))


@pytest.mark.parametrize("server", SERVERS)
def test_a_report_of_success_names_nobody(server: str):
    back = content(mail(server, ACTION="delivered", STATUS="2.0.0"))
    assert isinstance(back, Returned)
    assert not back.failed


def test_an_old_servers_words_are_understood():
    raw = (
        b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\n\r\n"
        b"Hi. This is the qmail-send program at mx.example.\r\n"
        b"I'm afraid I wasn't able to deliver your message to the following "
        b"addresses.\r\nThis is a permanent error; I've given up.\r\n\r\n"
        b"<soyte@laichau.example>:\r\nNo such mailbox.\r\n\r\n"
        b"--- Below this line is a copy of the message.\r\n\r\n"
    )
    back = content(raw)
    assert isinstance(back, Returned)
    assert back.failed == {ADDRESS}


def test_a_person_who_quotes_a_return_is_a_person():
    raw = mail("postfix-bounce").replace(b"report-type=delivery-status;", b"")
    raw = raw.replace(b"Return-Path: <>\r\n", b"").replace(b"multipart/report", b"x/y")
    raw = raw.replace(b"MAILER-DAEMON@laichau.example", b"vanthu@soyte.example")
    raw = raw.replace(b"Auto-Submitted: auto-replied\r\n", b"")
    assert isinstance(content(raw), Written)


@pytest.mark.parametrize(
    "lines",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; owner-email=x@b.example",
        "Auto-Submitted: auto-notified",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "X-Autorespond: x",
        "X-Auto-Response-Suppress: All",
        "List-Id: <list.example>",
        "Return-Path: <>",
        "Content-Type: multipart/report; report-type=disposition-notification; "
        'boundary="x"',
        "Subject: Automatic reply: nhiem vu",
        "Subject: Out of office",
        "Subject: =?utf-8?B?VHLhuqMgbOG7nWkgdOG7sSDEkeG7mW5nOiBHaWFv?=",
    ],
)
def test_what_no_person_wrote_is_known(lines: str):
    assert isinstance(content(PLAIN + lines.encode() + b"\r\n\r\nHi"), Automatic)


def test_an_absence_of_outlook_is_automatic():
    assert content(mail("outlook-absence")) == Automatic("Auto-Submitted")


@pytest.mark.parametrize(
    "lines",
    [
        "Auto-Submitted: no",
        "Precedence: normal",
        "Subject: Re: Giao nhiem vu",
        "Subject: =?utf-8?B?VuG6r25nIG3hurd0IHThuqFpIEzhu4UgcGjDoXQgxJHhu5luZw==?=",
    ],
)
def test_what_a_person_may_have_written_is_read(lines: str):
    read = content(PLAIN + lines.encode() + b"\r\n\r\nHi")
    assert read == Written((), "Hi")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Xin gia hạn đến 05/7.", "Xin gia hạn đến 05/7."),
        ("Đã rõ.\n\n> Kính gửi\n> ...\nVăn thư", "Đã rõ.\n\nVăn thư"),
        ("Đã rõ.\n-----Original Message-----\nFrom: x", "Đã rõ."),
        ("Đã rõ.\nVào Th 3, 7 thg 5, 2024 lúc 09:00 Sở đã viết:\nKính gửi", "Đã rõ."),
        ("Đã rõ.\nOn Tue, 7 May 2024 the office wrote:\nKính gửi", "Đã rõ."),
        ("Đã rõ.\nTừ: Sở <thuongtruc@laichau.example>\nKính gửi", "Đã rõ."),
        ("x" * 5000, "x" * 2000),
    ],
)
def test_a_letter_is_its_own_words(text: str, kept: str):
    assert content(mail("letter", TEXT=text)) == Written((ORIGINAL,), kept)


def test_a_page_is_read_as_text():
    page = (
        "<style>p{}</style><p>Đã <b>rõ</b></p><script>x()</script><div>Văn thư &amp; ai"
    )
    head = PLAIN + b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    assert content(head + page.encode()) == Written((), "Đã rõ\nVăn thư & ai")


def test_who_wrote_is_one_line_of_data():
    raw = b"From: =?utf-8?Q?A=0D=0ABcc=3A_x?= <A@b.example>\r\n\r\n"
    heard = understand(raw)
    assert (heard.name, heard.sender) == ("A Bcc: x", "a@b.example")


def test_a_message_is_itself_however_it_came():
    raw = mail("letter")
    again = b"Received: by another.example\r\nX-Spam: no\r\n" + raw
    assert understand(again).digest == understand(raw).digest
    assert understand(raw.replace(b"\r\n", b"\n")).digest == understand(raw).digest


@pytest.mark.parametrize(
    "change",
    [(b"5e41-letter", b"5e42-letter"), (b"nh=E1=BA=ADn", b"nh=E1=BA=A1n")],
    ids=["another name", "other words"],
)
def test_another_message_is_another(change: tuple[bytes, bytes]):
    raw = mail("letter")
    assert change[0] in raw
    assert understand(raw.replace(*change)).digest != understand(raw).digest


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "COUNTER", "PUBLISH"])
def test_a_strangers_calendar_message_is_not_acted_on(method: str):
    raw = mail("thunderbird-reply").replace(
        b"METHOD:REPLY", f"METHOD:{method}".encode()
    )
    assert content(raw) == Unreadable(f"a calendar message {method}, not a REPLY")


@pytest.mark.parametrize("end", [10, 300, 700, 1100])
def test_a_message_cut_short_is_never_an_answer(end: int):
    assert not isinstance(content(mail("thunderbird-reply")[:end]), Reply)


def test_what_is_too_long_is_not_read_but_named():
    raw = mail("letter") + b"x" * LIMIT
    heard = understand(raw[:LIMIT], 5_000_000)
    assert heard.content == Unreadable(f"5000000 bytes, {LIMIT} are read")
    assert heard.sender == ADDRESS
    assert understand(raw).content == Unreadable(f"{len(raw)} bytes, {LIMIT} are read")


NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
    for n in range(4000)
)
LETTERS = b"Content-Type: message/rfc822\r\n\r\n" * 7000


@pytest.mark.parametrize(
    ("case", "raw"),
    [
        ("nothing", b""),
        ("no text at all", bytes(range(256)) * 100),
        ("parts within parts", NESTED),
        ("letters within letters", LETTERS),
        ("a header without end", b"From: " + b"a," * 120_000),
        ("references without end", b"References: " + b"<a@b> " * 40_000),
        ("tags without end", b"Content-Type: text/html\r\n\r\n" + b"<p " * 80_000),
        (
            "a charset nobody knows",
            PLAIN + b"Content-Type: text/plain; charset=x\r\n\r\n",
        ),
        (
            "an encoding nobody knows",
            PLAIN + b"Content-Transfer-Encoding: x-uu\r\n\r\nx",
        ),
        ("words badly encoded", b"Subject: =?utf-8?B?////?= =?x?Q?=ZZ?=\r\n\r\n"),
        ("half a character", b"From: \xed\xa0\x80 <a@b.example>\r\n\r\n\xed\xa0\x80"),
    ],
)
def test_whatever_comes_is_a_value_that_can_be_stored(case: str, raw: bytes):
    heard = understand(raw)
    assert isinstance(heard, Heard)
    str(heard).encode()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_understood_as_something(raw: bytes):
    assert isinstance(understand(raw), Heard)


EVERY = [mail(name) for name in (*CLIENTS, *SERVERS, "outlook-absence", "letter")]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(EVERY),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=4)), max_size=8),
)
def test_whatever_is_bent_is_understood_as_something(
    raw: bytes, bends: list[tuple[int, bytes]]
):
    data = bytearray(raw)
    for place, put in bends:
        data[place % len(raw) : place % len(raw) + 2] = put
    heard = understand(bytes(data))
    assert isinstance(heard, Heard)
    str(heard).encode()
