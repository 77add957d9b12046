import smtplib
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date
from email import message_from_bytes
from pathlib import Path

import pytest

from desk.desk import Desk
from desk.replies.mailbox import Inbox, MailboxError, open_inbox
from desk.replies.reading import Read, read_inbox
from ledger import letters
from schemas.entry import EntryKind
from schemas.imap import ImapServer
from schemas.reply import Result
from tests.desk.desks import docket, issued
from tests.desk.mail.smtp_servers import free_port, self_signed
from tests.desk.replies.dovecot import PASSWORD, USER, Dovecot, serving
from tests.desk.replies.mails import mail
from tests.desk.replies.postfix import relaying
from tests.desk.replies.season import (
    NOW,
    Letter,
    about,
    answer_to,
    begun,
    facts,
    letters_to,
    listed,
)


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with serving((free_port(), free_port())) as server:
        yield server


@pytest.fixture
def desk() -> Desk:
    return begun()


@pytest.fixture
def told(desk: Desk) -> Letter:
    return next(one for one in letters_to(desk) if one.uid)


def server(dovecot: Dovecot, **changes: object) -> ImapServer:
    given = {
        "host": "127.0.0.1",
        "port": dovecot.port,
        "user": USER,
        "password": PASSWORD,
        "tls": "none",
    }
    return ImapServer(**given | changes)


def results(read: list[Read]) -> list[Result]:
    return [one.taken.result for one in read]


def test_an_accepted_invitation_sent_through_postfix_and_dovecot_confirms(
    desk: Desk, told: Letter, dovecot: Dovecot
):
    domain = "laichau.example"
    port = free_port()
    with relaying(port, domain, dovecot.folder):
        client = smtplib.SMTP("127.0.0.1", port, timeout=20)
        client.sendmail(told.to, [f"thuongtruc@{domain}"], answer_to(told))
        client.quit()
        for _ in range(100):
            if dovecot.flags():
                break
            time.sleep(0.1)
        read = read_inbox(desk, server(dovecot), NOW)
    assert results(read) == [Result.CONFIRMED]
    assert [(fact.kind, fact.duty) for fact in facts(desk)] == [
        (EntryKind.CONFIRMED, "own-plan")
    ]


def test_a_letter_postfix_cannot_deliver_comes_back_and_stops_the_ladder(
    desk: Desk, told: Letter, dovecot: Dovecot
):
    port = free_port()
    office = "thuongtruc@laichau.example"
    row = docket(desk, "so-y-te")
    with desk.ledger.read() as tx:
        ours = letters.message(tx, row.id, told.n)
    assert ours is not None
    with relaying(port, "laichau.example", dovecot.folder):
        client = smtplib.SMTP("127.0.0.1", port, timeout=20)
        client.sendmail(office, [told.to], ours)
        client.quit()
        for _ in range(100):
            if dovecot.flags():
                break
            time.sleep(0.1)
        read = read_inbox(desk, server(dovecot), NOW)
    assert results(read) == [Result.UNDELIVERED]
    assert message_from_bytes(ours)["Message-ID"] == told.message_id


def test_reading_twice_changes_nothing_the_second_time(
    desk: Desk, told: Letter, dovecot: Dovecot
):
    for raw in (answer_to(told), about(told, "letter"), about(told, "gmail-bounce")):
        dovecot.put(raw)
        time.sleep(0.01)
    first = read_inbox(desk, server(dovecot), NOW)
    assert sorted(results(first)) == ["confirmed", "undelivered", "written"]
    before = facts(desk), listed(desk)
    assert read_inbox(desk, server(dovecot), NOW) == []
    assert (facts(desk), listed(desk)) == before


def test_only_what_nobody_has_to_read_is_marked_as_seen(
    desk: Desk, told: Letter, dovecot: Dovecot
):
    for raw in (answer_to(told), about(told, "letter"), b"Subject: x\r\n\r\nx"):
        dovecot.put(raw)
        read_inbox(desk, server(dovecot), NOW)
    assert ["Seen" in flags for flags in dovecot.flags()] == [True, False, False]


def test_a_mailbox_numbered_anew_is_read_anew_and_nothing_is_done_twice(
    desk: Desk, told: Letter, dovecot: Dovecot
):
    dovecot.put(answer_to(told))
    read_inbox(desk, server(dovecot), NOW)
    with desk.ledger.write() as tx:
        tx.run("UPDATE mailboxes SET validity = validity + 1")
    assert results(read_inbox(desk, server(dovecot), NOW)) == [Result.KNOWN]
    assert read_inbox(desk, server(dovecot), NOW) == []
    assert len(facts(desk)) == 1


class Breaking(Inbox):
    """A mailbox that breaks off where a test says."""

    def __init__(self, inbox: Inbox, *, at: str) -> None:
        self._inbox, self._at = inbox, at
        self.validity = inbox.validity
        self._fetched = 0

    def after(self, uid: int, since: date) -> list[int]:
        return self._inbox.after(uid, since)

    def fetch(self, uid: int):
        self._fetched += 1
        if self._at == "fetch" and self._fetched == 2:
            raise OSError("connection lost")
        return self._inbox.fetch(uid)

    def mark_seen(self, uid: int) -> None:
        if self._at == "flag":
            raise OSError("connection lost")
        self._inbox.mark_seen(uid)


def breaking(at: str) -> Callable[[ImapServer], object]:
    @contextmanager
    def opened(where: ImapServer) -> Generator[Inbox]:
        with open_inbox(where) as inbox:
            yield Breaking(inbox, at=at)

    return opened


@pytest.mark.parametrize("at", ["fetch", "flag"])
def test_a_reading_that_breaks_off_goes_on_where_it_was(
    desk: Desk, told: Letter, dovecot: Dovecot, at: str
):
    dovecot.put(answer_to(told))
    read_inbox(desk, server(dovecot), NOW)  # so that the order of UIDs is known
    dovecot.put(about(told, "outlook-absence"))
    time.sleep(0.01)
    dovecot.put(about(told, "gmail-bounce"))
    with pytest.raises(MailboxError, match="broke off: connection lost"):
        read_inbox(desk, server(dovecot), NOW, breaking(at))
    rest = read_inbox(desk, server(dovecot), NOW)
    assert len(rest) == 1
    assert len(facts(desk)) == 2
    assert read_inbox(desk, server(dovecot), NOW) == []


def test_five_megabytes_are_refused_unread_and_stop_nothing(
    desk: Desk, told: Letter, dovecot: Dovecot
):
    large = about(told, "letter") + b"x" * 5_000_000
    dovecot.put(large)
    read = read_inbox(desk, server(dovecot), NOW)
    dovecot.put(answer_to(told))
    read += read_inbox(desk, server(dovecot), NOW)
    assert results(read) == [Result.UNVERIFIED, Result.CONFIRMED]
    assert read[0].taken.reason == f"{len(large)} bytes, 262144 are read"
    assert [one.words.sender for one in listed(desk)] == [told.to.lower()]


def test_what_others_marked_as_deleted_stays(
    desk: Desk, told: Letter, dovecot: Dovecot
):
    dovecot.put(mail("letter"))
    with open_inbox(server(dovecot)) as inbox:
        inbox._box.client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
    dovecot.put(answer_to(told))
    read_inbox(desk, server(dovecot), NOW)
    assert len(dovecot.flags()) == 2


def test_nothing_is_read_before_the_first_letter(dovecot: Dovecot):
    dovecot.put(mail("letter"))
    assert read_inbox(issued(), server(dovecot), NOW) == []


def test_a_wrong_password_is_said_without_it(desk: Desk, dovecot: Dovecot):
    wrong = server(dovecot, password="khong-dung")
    with pytest.raises(MailboxError, match="refuses user and password") as caught:
        read_inbox(desk, wrong, NOW)
    assert "khong-dung" not in str(caught.value)
    assert "khong-dung" not in repr(wrong)


def test_a_server_that_is_away_is_said(desk: Desk, dovecot: Dovecot):
    port = free_port()
    with pytest.raises(MailboxError, match=r"cannot be reached: .*refused"):
        read_inbox(desk, server(dovecot, port=port), NOW)


@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_tls_is_verified(desk: Desk, told: Letter, tmp_path: Path, tls: str):
    signed = self_signed(tmp_path)
    with serving((free_port(), free_port()), signed) as dovecot:
        dovecot.put(answer_to(told))
        port = dovecot.tls_port if tls == "ssl" else dovecot.port
        where = {"tls": tls, "port": port, "host": "localhost"}
        with pytest.raises(MailboxError, match="certificate"):
            read_inbox(desk, server(dovecot, **where), NOW)
        trusted = server(dovecot, **where, cafile=str(signed.path))
        assert results(read_inbox(desk, trusted, NOW)) == [Result.CONFIRMED]
