import smtplib
import socket
import threading
import time
import warnings

import pytest

from desk.mail.outcome import Outcome, Verdict
from desk.mail.transport import Mailer, deliver
from postbox.sink import Sink, SinkError
from postbox.store import Envelope, Store, StoreError
from tests.postbox.letters import UNION, letter

BOUNCE, PASSWORD = "bounce@office.example", "post-word"


@pytest.fixture
def sink(tmp_path):
    with Sink(tmp_path / "mail", password=PASSWORD) as started:
        yield started


def test_a_letter_arrives_as_the_bytes_that_were_built(sink):
    raw = letter()
    mailer = Mailer(sink.server)
    outcome = deliver(mailer, BOUNCE, [UNION.address, "head@agency.example"], raw)
    mailer.close()
    assert outcome == Outcome(Verdict.SENT)
    kept = sink.store.get(1)
    assert kept.raw == raw
    assert kept.envelope == Envelope(BOUNCE, (UNION.address, "head@agency.example"))


def test_dots_and_a_copy_sent_again_are_kept_as_they_are(sink):
    raw = b"Message-ID: <k@o.example>\r\n\r\n.\r\n..\r\n.dot\r\n"
    mailer = Mailer(sink.server)
    for _ in range(2):
        assert deliver(mailer, BOUNCE, [UNION.address], raw).verdict is Verdict.SENT
    mailer.close()
    assert [sink.store.get(n).raw for n in (1, 2)] == [raw, raw]


def session(sink: Sink) -> smtplib.SMTP:
    opened = smtplib.SMTP("127.0.0.1", sink.server.port, local_hostname="localhost")
    opened.ehlo()
    return opened


def test_nothing_is_taken_without_a_login(sink):
    with session(sink) as opened:
        assert opened.mail(BOUNCE)[0] == 530
        assert opened.rcpt(UNION.address)[0] == 503
        assert opened.docmd("DATA")[0] == 503
    assert sink.store.count() == 0


@pytest.mark.parametrize(
    ("user", "password"),
    [
        ("campaign", "wrong"),
        ("campaign", ""),
        ("somebody", PASSWORD),
        ("", ""),
        ("campaign", PASSWORD + "x"),
    ],
)
def test_a_wrong_user_or_password_opens_nothing(sink, user, password):
    with session(sink) as opened:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            opened.login(user, password)
        assert opened.mail(BOUNCE)[0] == 530


def test_a_login_does_not_pass_to_the_next_connection(sink):
    with session(sink) as opened:
        opened.login("campaign", PASSWORD)
        assert opened.mail(BOUNCE)[0] == 250
    with session(sink) as opened:
        assert opened.mail(BOUNCE)[0] == 530


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "", "192.0.2.1", "mail.example", "localhost.example"],  # noqa: S104
)
def test_it_listens_on_this_machine_only(tmp_path, host):
    with pytest.raises(SinkError, match="loopback only"):
        Sink(tmp_path, password=PASSWORD, host=host)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_every_name_of_this_machine_will_do(tmp_path, host):
    with Sink(tmp_path, password=PASSWORD, host=host) as sink:
        mailer = Mailer(sink.server)
        outcome = deliver(mailer, BOUNCE, [UNION.address], letter())
        mailer.close()
    assert outcome.verdict is Verdict.SENT


@pytest.mark.parametrize(("user", "password"), [("", "p"), ("u", "")])
def test_it_does_not_open_without_a_password(tmp_path, user, password):
    with pytest.raises(SinkError, match="user and a password"):
        Sink(tmp_path, user=user, password=password)


def test_a_port_that_is_taken_is_said(tmp_path, sink):
    other = Sink(tmp_path / "other", password=PASSWORD, port=sink.server.port)
    with pytest.raises(SinkError, match=f"port {sink.server.port}"):
        other.start()
    other.store.close()


def test_a_folder_that_cannot_be_used_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        Sink(tmp_path / "file", password=PASSWORD)


def test_letters_are_there_after_a_restart_on_the_same_port(tmp_path):
    with Sink(tmp_path, password=PASSWORD) as first:
        mailer = Mailer(first.server)
        deliver(mailer, BOUNCE, [UNION.address], letter())
        port = first.server.port
        # The client's connection is still open: stopping hangs up on it.
    assert (
        deliver(mailer, BOUNCE, [UNION.address], letter()).verdict is Verdict.NOT_SENT
    )
    with Sink(tmp_path, password=PASSWORD, port=port) as second:
        assert (
            deliver(mailer, BOUNCE, [UNION.address], letter()).verdict is Verdict.SENT
        )
        assert second.store.count() == 2
        mailer.close()


def test_it_stops_at_once_with_sessions_open_and_leaves_no_thread(tmp_path):
    sink = Sink(tmp_path, password=PASSWORD).start()
    idle = [session(sink) for _ in range(3)]
    began, threads = time.monotonic(), threading.active_count()
    sink.stop()
    assert time.monotonic() - began < 2
    assert threading.active_count() == threads - 1
    for each in idle:
        each.close()


def test_a_letter_that_cannot_be_kept_is_asked_for_again(sink, caplog):
    sink.store._database.execute("PRAGMA query_only = ON")
    mailer = Mailer(sink.server)
    outcome = deliver(mailer, BOUNCE, [UNION.address], letter())
    assert outcome.verdict is Verdict.REFUSED
    assert outcome.again == (UNION.address,)
    assert "452" in outcome.words
    sink.store._database.execute("PRAGMA query_only = OFF")
    assert deliver(mailer, BOUNCE, [UNION.address], letter()).verdict is Verdict.SENT
    mailer.close()
    assert sink.store.count() == 1


def test_a_client_that_goes_away_in_mid_letter_leaves_nothing(sink):
    opened = session(sink)
    opened.login("campaign", PASSWORD)
    opened.mail(BOUNCE)
    opened.rcpt(UNION.address)
    assert opened.docmd("DATA")[0] == 354
    opened.send(b"Subject: half\r\n\r\nhalf a let")
    opened.close()
    mailer = Mailer(sink.server)
    assert deliver(mailer, BOUNCE, [UNION.address], letter()).verdict is Verdict.SENT
    mailer.close()
    assert sink.store.count() == 1


def test_several_senders_at_once(sink):
    def send() -> None:
        mailer = Mailer(sink.server)
        for _ in range(5):
            deliver(mailer, BOUNCE, [UNION.address], letter())
        mailer.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sink.store.count() == 20


def test_it_logs_no_address_and_warns_of_nothing(tmp_path, caplog, capfd):
    caplog.set_level("INFO")
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with Sink(tmp_path, password=PASSWORD) as sink:
            mailer = Mailer(sink.server)
            deliver(mailer, BOUNCE, [UNION.address], letter())
            mailer.close()
    said = caplog.text + "".join(capfd.readouterr())
    assert UNION.address not in said
    assert PASSWORD not in said
    assert "deprecated" not in said
    assert [w for w in warned if "AUTH" in str(w.message)] == []


def test_the_page_may_read_what_the_sink_keeps(sink, tmp_path):
    reader = Store(tmp_path / "mail")
    mailer = Mailer(sink.server)
    deliver(mailer, BOUNCE, [UNION.address], letter())
    mailer.close()
    assert reader.count() == 1
    reader.close()


def test_noise_on_the_port_harms_nobody(sink):
    with socket.create_connection(("127.0.0.1", sink.server.port)) as noise:
        noise.sendall(b"\x16\x03\x01\x00" + b"x" * 5000 + b"\r\n" * 20)
    mailer = Mailer(sink.server)
    assert deliver(mailer, BOUNCE, [UNION.address], letter()).verdict is Verdict.SENT
    mailer.close()
