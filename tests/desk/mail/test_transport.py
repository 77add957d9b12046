import email
import gc
import smtplib
import socket
import threading
import time
from email.message import EmailMessage, Message
from email.mime.text import MIMEText

import pytest
import yagmail

from desk.mail.address import AddressError
from desk.mail.outcome import Outcome, Refusal, Verdict
from desk.mail.transport import Composed, Mailer, deliver, mailer_for
from schemas.smtp import SmtpServer, SmtpServerError
from tests.desk.mail.smtp_servers import (
    Guarded,
    free_port,
    guarded,
    scripted,
    self_signed,
)

BOUNCE = "bounce@office.example"
A, B, C = "a@agency.example", "b@agency.example", "c@agency.example"
LETTER = (
    b"Message-ID: <k1@office.example>\r\nSubject: =?utf-8?q?Nh=E1=BA=AFc?=\r\n"
    b" =?utf-8?q?_vi=E1=BB=87c?=\r\n\r\nfirst\r\n.\r\n..two dots\r\nFrom here\r\n"
)


def plain(port: int, **more) -> SmtpServer:
    return SmtpServer("127.0.0.1", port, timeout=more.pop("timeout", 5.0), **more)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return self_signed(tmp_path_factory.mktemp("tls"))


def secured(port: int, certificate, tls="starttls", password=Guarded.PASSWORD):
    return SmtpServer(
        "127.0.0.1",
        port,
        tls=tls,
        user=Guarded.USER,
        password=password,
        timeout=5.0,
        cafile=str(certificate.path) if certificate else None,
    )


NOT_SENT, UNKNOWN = Verdict.NOT_SENT, Verdict.UNKNOWN
REFUSED, LOCKED_OUT = Verdict.REFUSED, Verdict.LOCKED_OUT


@pytest.mark.parametrize(
    ("case", "script", "verdict", "words"),
    [
        ("dropped before a word", {"CONNECT": "drop"}, NOT_SENT, "closed"),
        ("silent", {"CONNECT": "hang"}, NOT_SENT, "timed out"),
        ("greets with 421", {"CONNECT": "421 too busy"}, NOT_SENT, "421"),
        ("greets with 554", {"CONNECT": "554 go away"}, NOT_SENT, "554"),
        ("greets with noise", {"CONNECT": "hello?"}, NOT_SENT, "-1"),
        ("drops at EHLO", {"EHLO": "drop"}, NOT_SENT, "closed"),
        ("drops at MAIL", {"MAIL": "drop"}, NOT_SENT, "closed"),
        ("hangs at MAIL", {"MAIL": "hang"}, NOT_SENT, "timed out"),
        ("noise at MAIL", {"MAIL": "what"}, NOT_SENT, "-1"),
        ("drops at RCPT", {"RCPT": "drop"}, NOT_SENT, "closed"),
        ("drops at DATA, no content yet", {"DATA": "drop"}, NOT_SENT, "closed"),
        ("hangs at DATA, no content yet", {"DATA": "hang"}, NOT_SENT, "timed out"),
        ("drops on the content", {".": "drop at once"}, UNKNOWN, ""),
        ("drops before its 250", {".": "drop"}, UNKNOWN, "closed"),
        ("hangs before its 250", {".": "hang"}, UNKNOWN, "timed out"),
        ("noise for an answer", {".": "thanks"}, UNKNOWN, "-1"),
        ("3xx for an answer", {".": "354 more"}, UNKNOWN, "354"),
        ("AUTH wanted at MAIL", {"MAIL": "530 5.7.0 first AUTH"}, LOCKED_OUT, "530"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_a_session_that_breaks(case, script, verdict, words):
    with scripted(**script) as server:
        outcome = deliver(Mailer(plain(server.port, timeout=0.3)), BOUNCE, [A], LETTER)
    assert outcome.verdict is verdict
    assert words in outcome.words
    assert outcome.refusals == ()


@pytest.mark.parametrize(
    ("case", "script", "code", "for_good"),
    [
        ("sender refused for now", {"MAIL": "451 later"}, 451, False),
        ("sender refused for good", {"MAIL": "550 not you"}, 550, True),
        ("closing at MAIL", {"MAIL": "421 closing|DROP"}, 421, False),
        ("recipient for now", {"RCPT": "450 greylisted"}, 450, False),
        ("recipient for good", {"RCPT": "550 5.1.1 no such user"}, 550, True),
        ("closing at RCPT", {"RCPT": "421 closing|DROP"}, 421, False),
        ("DATA refused for now", {"DATA": "451 disk"}, 451, False),
        ("DATA refused for good", {"DATA": "554 no valid recipients"}, 554, True),
        ("content refused for now", {".": "452 full"}, 452, False),
        ("content refused for good", {".": "554 5.7.1 spam"}, 554, True),
        ("closing at the content", {".": "421 closing|DROP"}, 421, False),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_a_letter_refused_for_everybody(case, script, code, for_good):
    with scripted(**script) as server:
        mailer = Mailer(plain(server.port))
        outcome = deliver(mailer, BOUNCE, [A, B], LETTER)
    assert outcome.verdict is REFUSED
    assert [r.address for r in outcome.refusals] == [A, B]
    assert {r.code for r in outcome.refusals} == {code}
    assert (outcome.refused, outcome.again) == (
        ((A, B), ()) if for_good else ((), (A, B))
    )


def test_one_of_three_is_refused_for_good_and_one_for_now():
    script = {f"RCPT_{A}": "550 5.1.1 no such user", f"RCPT_{B}": "450 busy"}
    with scripted(**script) as server:
        outcome = deliver(Mailer(plain(server.port)), BOUNCE, [A, B, C], LETTER)
    refusals = (Refusal(A, 550, "550 5.1.1 no such user"), Refusal(B, 450, "450 busy"))
    words = "550 5.1.1 no such user; 450 busy"
    assert outcome == Outcome(Verdict.SENT, words, refusals)
    assert (outcome.refused, outcome.again) == ((A,), (B,))
    assert len(server.contents) == 1


def test_a_421_between_recipients_sends_to_nobody():
    with scripted(**{f"RCPT_{B}": "421 closing|DROP"}) as server:
        outcome = deliver(Mailer(plain(server.port)), BOUNCE, [A, B, C], LETTER)
    assert outcome.verdict is REFUSED
    assert outcome.again == (A, B, C)
    assert server.contents == []


def test_an_address_named_twice_is_asked_once():
    with scripted(RCPT="550 no") as server:
        outcome = deliver(Mailer(plain(server.port)), BOUNCE, [A, A], LETTER)
    assert outcome.refused == (A,)


def test_nobody_listens():
    outcome = deliver(Mailer(plain(free_port())), BOUNCE, [A], LETTER)
    assert outcome.verdict is NOT_SENT
    assert "refused" in outcome.words


def test_words_are_one_printable_line_of_bounded_length():
    long = "550-" + "x" * 300 + "\r\n550-\x1b[31mred\r\n550 " + "y" * 300
    with scripted(RCPT=long) as server:
        outcome = deliver(Mailer(plain(server.port)), BOUNCE, [A], LETTER)
    assert outcome.words.isprintable()
    assert len(outcome.words) == 500


def test_a_lost_answer_is_not_tried_again_behind_our_back():
    with scripted(**{".": "drop"}) as server:
        mailer = Mailer(plain(server.port))
        began = time.monotonic()
        outcome = deliver(mailer, BOUNCE, [A], LETTER)
        took = time.monotonic() - began
    assert outcome.verdict is UNKNOWN
    assert len(server.contents) == 1
    assert server.connections == 1
    assert took < 2
    assert mailer.unsent == []


def test_a_session_that_failed_is_not_used_again():
    # smtplib sends no RSET after a refused DATA: the next MAIL would be "nested".
    with scripted(DATA_1="451 disk") as server:
        mailer = Mailer(plain(server.port))
        first = deliver(mailer, BOUNCE, [A], LETTER)
        second = deliver(mailer, BOUNCE, [A], LETTER)
    assert [first.verdict, second.verdict] == [REFUSED, Verdict.SENT]
    assert server.connections == 2


def test_a_failed_login_after_an_unknown_outcome_is_plainly_not_sent():
    with scripted(**{".": "drop"}) as server:
        mailer = Mailer(plain(server.port))
        assert deliver(mailer, BOUNCE, [A], LETTER).verdict is UNKNOWN
        server.script["CONNECT"] = "421 busy"
        assert deliver(mailer, BOUNCE, [A], LETTER).verdict is NOT_SENT


def test_one_connection_carries_several_letters():
    with scripted() as server:
        mailer = Mailer(plain(server.port))
        outcomes = [deliver(mailer, BOUNCE, [A], LETTER) for _ in range(5)]
    assert {o.verdict for o in outcomes} == {Verdict.SENT}
    assert server.connections == 1
    assert sum(c.startswith("ehlo") for c in server.commands) == 1
    assert "noop" not in server.commands


def test_a_connection_is_renewed_after_its_share_of_letters():
    class Brief(Mailer):
        LETTERS = 2

    with scripted() as server:
        mailer = Brief(plain(server.port))
        for _ in range(5):
            deliver(mailer, BOUNCE, [A], LETTER)
    assert server.connections == 3
    assert server.commands.count("quit") == 2


@pytest.mark.parametrize(
    ("noop", "connections"),
    [("250 here", 1), ("421 idle|DROP", 2), ("drop", 2), ("hang", 2), ("500 no", 2)],
)
def test_an_idle_connection_is_asked_before_it_is_used(noop, connections):
    class Impatient(Mailer):
        IDLE_SECONDS = 0.0

    with scripted(NOOP=noop) as server:
        mailer = Impatient(plain(server.port, timeout=0.3))
        outcomes = [deliver(mailer, BOUNCE, [A], LETTER) for _ in range(2)]
    assert {o.verdict for o in outcomes} == {Verdict.SENT}
    assert server.connections == connections
    assert len(server.contents) == 2


def test_a_silent_server_does_not_hold_up_the_goodbye():
    with scripted(QUIT="hang") as server:
        mailer = Mailer(plain(server.port, timeout=30.0))
        mailer.GOODBYE_SECONDS = 0.1
        deliver(mailer, BOUNCE, [A], LETTER)
        began = time.monotonic()
        mailer.close()
        assert time.monotonic() - began < 2


def test_a_forgotten_mailer_says_goodbye():
    with scripted() as server:
        deliver(Mailer(plain(server.port)), BOUNCE, [A], LETTER)
        gc.collect()
        deadline = time.monotonic() + 2
        while "quit" not in server.commands and time.monotonic() < deadline:
            time.sleep(0.01)
    assert "quit" in server.commands


# --- bytes ---


def stuffed(content: bytes) -> bytes:
    return b"".join(
        b"." + line if line.startswith(b".") else line
        for line in content.splitlines(keepends=True)
    )


def test_stored_bytes_arrive_as_they_are_and_again_the_same():
    with scripted() as server:
        mailer = Mailer(plain(server.port))
        for _ in range(2):
            assert deliver(mailer, BOUNCE, [A], LETTER).verdict is Verdict.SENT
    assert server.contents == [stuffed(LETTER)] * 2


@pytest.mark.parametrize(
    ("given", "content"),
    [
        (b"A: b\n\nline\n.dot\n", b"A: b\r\n\r\nline\r\n.dot\r\n"),
        (b"A: b\r\rx\r\n\ny", b"A: b\r\n\r\nx\r\n\r\ny\r\n"),
        (b"A: b\r\n\r\n\xc3\xa1\r\n", b"A: b\r\n\r\n\xc3\xa1\r\n"),
    ],
    ids=["line feeds", "a mixture", "eight bits"],
)
def test_line_ends_become_crlf(given, content):
    with scripted() as server:
        deliver(Mailer(plain(server.port)), BOUNCE, [A], given)
    assert server.contents == [stuffed(content)]


def test_a_message_keeps_its_id_and_its_folding():
    message = email.message_from_bytes(LETTER)
    with scripted() as server:
        deliver(Mailer(plain(server.port)), BOUNCE, [A], message)
    assert server.contents == [stuffed(LETTER)]
    assert email.message_from_bytes(server.contents[0])["Message-ID"] == (
        "<k1@office.example>"
    )


def test_the_envelope_is_the_given_one_whatever_the_headers_say():
    raw = b"From: x@other.example\r\nTo: y@other.example\r\n\r\nhello\r\n"
    with scripted() as server:
        deliver(Mailer(plain(server.port)), BOUNCE, [A, B], raw)
    commands = [command.lower() for command in server.commands]
    assert f"mail from:<{BOUNCE}> size={len(raw)}" in commands
    assert [c for c in commands if c.startswith("rcpt")] == [
        f"rcpt to:<{A}>",
        f"rcpt to:<{B}>",
    ]


def test_content_that_names_a_file_attaches_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("do not send me")
    with scripted() as server:
        mailer = Mailer(plain(server.port))
        message = MIMEText(str(secret))
        assert deliver(mailer, BOUNCE, [A], message).verdict is Verdict.SENT
        for contents in (str(secret), [str(secret)], secret):
            with pytest.raises(TypeError):
                mailer.send(to=A, contents=contents)
    assert len(server.contents) == 1
    assert b"do not send me" not in server.contents[0]
    assert str(secret).encode() in server.contents[0]


@pytest.mark.parametrize(
    "more",
    [
        {"subject": "s"},
        {"attachments": ["/etc/hostname"]},
        {"cc": B},
        {"bcc": B},
        {"headers": {"X-A": "b"}},
    ],
    ids=lambda more: next(iter(more)),
)
def test_what_yagmail_would_add_to_a_message_is_refused(more):
    with scripted() as server:
        mailer = Mailer(plain(server.port))
        with pytest.raises(TypeError):
            mailer.send(to=[A], contents=Composed(LETTER), **more)
    assert server.contents == []


@pytest.mark.parametrize(
    "text",
    [
        "a@b.example\r\nRCPT TO:<c@d.example>",
        "A <a@agency.example>",
        "a@agency.example, b@agency.example",
        "ủy-ban@agency.example",
        "nobody",
        "",
    ],
)
def test_a_text_that_is_no_address_is_an_error_of_the_caller(text):
    # smtplib would write to c@d.example in the first case, and say it was sent.
    with scripted() as server:
        mailer = Mailer(plain(server.port))
        for sender, recipients in ((BOUNCE, [A, text]), (text, [A])):
            with pytest.raises(AddressError):
                deliver(mailer, sender, recipients, LETTER)
    assert server.connections == 0


# --- TLS and AUTH ---


@pytest.mark.parametrize("tls", ["starttls", "ssl"])
def test_letters_travel_encrypted_and_authenticated_over_one_connection(
    certificate, tls
):
    with guarded(certificate, implicit=tls == "ssl") as (handler, port):
        mailer = Mailer(secured(port, certificate, tls))
        outcomes = [deliver(mailer, BOUNCE, [A], LETTER) for _ in range(3)]
        mailer.close()
    assert outcomes == [Outcome(Verdict.SENT)] * 3
    assert handler.logins == [Guarded.USER]
    assert len({letter.peer for letter in handler.taken}) == 1
    assert {letter.content for letter in handler.taken} == {LETTER}
    if tls == "starttls":
        assert all(letter.encrypted for letter in handler.taken)


def test_a_reconnection_does_tls_and_auth_again(certificate):
    class Asking(Mailer):
        IDLE_SECONDS = 0.0

    with guarded(certificate) as (handler, port):
        mailer = Asking(secured(port, certificate))
        assert deliver(mailer, BOUNCE, [A], LETTER).verdict is Verdict.SENT
        handler.hang_up()
        assert deliver(mailer, BOUNCE, [A], LETTER).verdict is Verdict.SENT
        mailer.close()
    assert handler.logins == [Guarded.USER] * 2
    assert [letter.encrypted for letter in handler.taken] == [True, True]
    assert len({letter.peer for letter in handler.taken}) == 2


@pytest.mark.parametrize("tls", ["starttls", "ssl"])
def test_a_certificate_nobody_vouches_for_is_refused(certificate, tls):
    with guarded(certificate, implicit=tls == "ssl") as (handler, port):
        outcome = deliver(Mailer(secured(port, None, tls)), BOUNCE, [A], LETTER)
    assert outcome.verdict is NOT_SENT
    assert "CERTIFICATE_VERIFY_FAILED" in outcome.words
    assert (handler.logins, handler.taken) == ([], [])


def test_a_certificate_of_another_name_is_refused(tmp_path):
    other = self_signed(tmp_path, "mail.other.example")
    with guarded(other) as (handler, port):
        outcome = deliver(Mailer(secured(port, other)), BOUNCE, [A], LETTER)
    assert outcome.verdict is NOT_SENT
    assert "mismatch" in outcome.words
    assert (handler.logins, handler.taken) == ([], [])


@pytest.mark.parametrize(
    ("case", "script"),
    [
        ("not offered", {}),
        ("refused", {"EHLO": "250-here\r\n250 STARTTLS", "STARTTLS": "454 no"}),
    ],
)
def test_without_tls_not_a_word_of_login_or_letter_leaves(certificate, case, script):
    with scripted(AUTH="235 welcome", **script) as server:
        mailer = Mailer(secured(server.port, certificate))
        outcomes = [deliver(mailer, BOUNCE, [A], LETTER) for _ in range(2)]
    assert {o.verdict for o in outcomes} == {NOT_SENT}
    verbs = {command.split(" ")[0].lower() for command in server.commands}
    assert verbs <= {"ehlo", "starttls", "quit"}
    assert server.connections == 2


def test_a_wrong_password_stops(certificate):
    with guarded(certificate) as (handler, port):
        server = secured(port, certificate, password="wrong")
        outcome = deliver(Mailer(server), BOUNCE, [A], LETTER)
    assert outcome.verdict is LOCKED_OUT
    assert outcome.words.startswith("535")
    assert handler.taken == []


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("535 5.7.8 no", LOCKED_OUT),
        ("535 5.7.8 no|DROP", LOCKED_OUT),
        ("534 too weak", LOCKED_OUT),
        ("454 4.7.0 later", NOT_SENT),
        ("454 4.7.0 later|DROP", NOT_SENT),
        ("drop", NOT_SENT),
        ("hang", NOT_SENT),
    ],
)
def test_what_an_answer_to_auth_means(answer, verdict):
    with scripted(EHLO="250-here\r\n250 AUTH PLAIN LOGIN", AUTH=answer) as server:
        known = plain(server.port, user="u", password="p", timeout=0.3)
        assert deliver(Mailer(known), BOUNCE, [A], LETTER).verdict is verdict
    assert server.contents == []


def test_auth_that_is_not_offered_is_not_skipped():
    with scripted() as server:
        known = plain(server.port, user="u", password="p")
        assert deliver(Mailer(known), BOUNCE, [A], LETTER).verdict is NOT_SENT
    assert server.contents == []


def test_a_file_of_certificates_that_cannot_be_read_is_said_at_once(tmp_path):
    with pytest.raises(SmtpServerError, match=r"nowhere\.pem"):
        Mailer(SmtpServer("h", 1, tls="ssl", cafile=str(tmp_path / "nowhere.pem")))


# --- threads and secrets ---


def test_a_mailer_serves_the_thread_that_made_it():
    with scripted() as server:
        mailer = Mailer(plain(server.port))
        errors: list[BaseException] = []

        def other() -> None:
            try:
                deliver(mailer, BOUNCE, [A], LETTER)
            except RuntimeError as error:
                errors.append(error)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(errors) == 1
    assert server.connections == 0


def test_each_thread_keeps_one_mailer_for_a_server():
    one, other = plain(1), plain(2)
    mine = mailer_for(one)
    assert mailer_for(plain(1)) is mine
    theirs: list[Mailer] = []
    thread = threading.Thread(target=lambda: theirs.append(mailer_for(one)))
    thread.start()
    thread.join()
    assert theirs[0] is not mine
    assert mailer_for(other).server == other


def test_the_password_is_in_no_text(certificate, caplog, capfd):
    with guarded(certificate) as (_, port):
        server = secured(port, certificate, password="do-not-show")
        mailer = Mailer(server)
        outcome = deliver(mailer, BOUNCE, [A], LETTER)
    said = [repr(server), str(server), repr(mailer), repr(outcome), caplog.text]
    assert "do-not-show" not in "".join([*said, *capfd.readouterr()])


# --- the behaviour of the library that all this relies on ---


def test_yagmail_alone_would_send_a_lost_letter_again(monkeypatch):
    monkeypatch.setattr("yagmail.sender.time.sleep", lambda seconds: None)
    with scripted(**{".": "drop"}) as server:
        client = yagmail.SMTP(
            BOUNCE,
            host="127.0.0.1",
            port=server.port,
            smtp_ssl=False,
            smtp_starttls=False,
            smtp_skip_login=True,
        )
        assert client.send(to=A, contents="hello") is False
        client.close()
    assert len(server.contents) == 3


def test_smtplib_sends_only_content_as_bytes():
    kinds: list[type] = []

    class Watched(smtplib.SMTP):
        def send(self, s) -> None:
            kinds.append(type(s))
            super().send(s)

    with scripted(EHLO="250-here\r\n250 AUTH PLAIN", AUTH="235 ok") as server:
        session = Watched("127.0.0.1", server.port, local_hostname="localhost")
        session.login("u", "p")
        session.sendmail(BOUNCE, [A], LETTER)
        session.noop()
        session.quit()
    assert kinds.count(bytes) == 1


def test_a_modern_message_is_a_message_too():
    message = EmailMessage()
    message["Subject"] = "Nhắc việc"
    message.set_content("nội dung")
    with scripted() as server:
        outcome = deliver(Mailer(plain(server.port)), BOUNCE, [A], message)
    assert outcome.verdict is Verdict.SENT
    assert isinstance(message, Message)
    received = email.message_from_bytes(server.contents[0])
    assert received.get_payload(decode=True) == "nội dung\r\n".encode()


def test_a_port_that_takes_the_connection_and_says_nothing():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mailer = Mailer(plain(silent.getsockname()[1], timeout=0.2))
        assert deliver(mailer, BOUNCE, [A], LETTER).verdict is NOT_SENT
