import sqlite3
import stat
import threading
from datetime import datetime

import pytest

from postbox.letter import Opened, opened
from postbox.store import Envelope, Kept, Listed, Store, StoreError, folded
from schemas.base import VN
from schemas.letter import Method
from tests.postbox.letters import FRONT, PDF, UNION, invited, letter

ENVELOPE = Envelope("bounce@office.example", (UNION.address, "head@agency.example"))


@pytest.fixture
def store(tmp_path):
    kept = Store(tmp_path / "mail")
    yield kept
    kept.close()


def test_a_message_comes_back_as_it_was(store):
    raw = letter()
    number = store.add(raw, ENVELOPE)
    assert store.get(number) == Kept(number, ENVELOPE, raw)
    assert store.get(number + 1) is None


def test_a_list_shows_what_people_look_for(store):
    raw = letter(
        invitation=invited(Method.CANCEL), method=Method.CANCEL, attachments=(PDF,)
    )
    number = store.add(raw, ENVELOPE)
    assert store.list() == (
        Listed(
            id=number,
            sender=ENVELOPE.sender,
            recipients=ENVELOPE.recipients,
            to="Tỉnh đoàn Lai Châu",
            subject="Giao nhiệm vụ",
            date=datetime(2024, 5, 20, 8, 30, tzinfo=VN),
            carries=("CANCEL", "application/pdf"),
        ),
    )


def test_the_newest_stand_first_and_pages_do_not_overlap(store):
    for n in range(7):
        store.add(letter(message_id=f"<k{n}@office.example>"), ENVELOPE)
    pages = [store.list(limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [[each.id for each in page] for page in pages] == [
        [7, 6, 5],
        [4, 3, 2],
        [1],
        [],
    ]
    assert store.count() == 7


def test_the_same_letter_twice_is_kept_twice(store):
    assert store.add(letter(), ENVELOPE) != store.add(letter(), ENVELOPE)
    assert store.count() == 2


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("", 2),
        ("tinh-doan@agency.example", 1),
        ("TINH-DOAN@", 1),
        ("Tỉnh đoàn", 1),
        ("tinh doan", 1),
        ("  tinh   doan ", 1),
        ("mặt trận", 1),
        ("agency.example", 2),
        ("head@agency.example", 1),
        ("%", 0),
        ("_", 0),
        ("Giao nhiệm vụ", 0),
        ("' OR 1=1 --", 0),
    ],
)
def test_a_recipient_is_found_by_name_or_address(store, searched, found):
    store.add(letter(to=(UNION,)), ENVELOPE)
    store.add(letter(to=(FRONT,)), Envelope("b@office.example", (FRONT.address,)))
    assert len(store.list(searched)) == found
    assert store.count(searched) == found


def test_messages_outlive_the_process_that_took_them(tmp_path):
    first = Store(tmp_path)
    number = first.add(letter(), ENVELOPE)
    first.close()
    again = Store(tmp_path)
    assert again.get(number) == Kept(number, ENVELOPE, letter())
    assert again.add(letter(), ENVELOPE) == number + 1
    again.close()


def test_what_was_kept_is_seen_by_another_process_at_once(store, tmp_path):
    other = Store(tmp_path / "mail")
    number = store.add(letter(), ENVELOPE)
    assert other.get(number) is not None
    other.close()


def test_it_is_on_disk_when_it_is_kept(store):
    mode = store._database.execute("PRAGMA journal_mode").fetchone()[0]
    synchronous = store._database.execute("PRAGMA synchronous").fetchone()[0]
    assert (mode, synchronous) == ("wal", 2)


def test_a_hasty_mailbox_takes_messages_before_the_disk_has_them(tmp_path):
    hasty = Store(tmp_path / "hasty", hasty=True)
    (synchronous,) = hasty._database.execute("PRAGMA synchronous").fetchone()
    hasty.close()
    assert synchronous == 1


def test_nobody_else_may_look_into_the_folder(store, tmp_path):
    assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700


def test_threads_may_share_a_store(store):
    threads = [
        threading.Thread(
            target=lambda: [store.add(letter(), ENVELOPE) for _ in range(10)]
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.id for each in store.list(limit=50)] == list(range(40, 0, -1))


@pytest.mark.parametrize(
    ("case", "raw"),
    [
        ("nothing", b""),
        ("no header", b"hello"),
        ("eight bits", "Subject: Nhắc việc\r\n\r\nx".encode()),
        (
            "an encoding nobody knows",
            b"Subject: =?x-no?q?a?=\r\nTo: =?x-no?b?!?= <a@b>\r\n\r\n",
        ),
        ("broken base64", b"Subject: =?utf-8?b?a?=\r\n\r\n"),
        ("a date that is none", b"Date: yesterday\r\n\r\n"),
        ("a date beyond time", b"Date: Mon, 20 May 99999 08:00:00 +0700\r\n\r\n"),
        (
            "a part without an end",
            b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
        ),
        (
            "parts within parts",
            b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
                for n in range(3000)
            ),
        ),
        ("a NUL", b"Subject: a\0b\r\n\r\n\0"),
    ],
)
def test_whatever_was_taken_is_kept_and_listed(store, case, raw):
    number = store.add(raw, Envelope("", ("a@b.example",)))
    kept = store.get(number)
    assert kept is not None
    assert kept.raw == raw
    assert [each.id for each in store.list("a@b.example")] == [number]
    assert isinstance(opened(kept.raw), Opened)


def test_a_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "mail").write_text("")
    with pytest.raises(StoreError, match="cannot keep mail"):
        Store(tmp_path / "mail")


def test_a_file_that_is_no_database_is_said(tmp_path):
    (tmp_path / "mailbox.sqlite3").write_text("not a database, " * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store(tmp_path)


def test_a_file_of_a_newer_version_is_left_alone(tmp_path):
    Store(tmp_path).close()
    with sqlite3.connect(tmp_path / "mailbox.sqlite3") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="newer version"):
        Store(tmp_path)


def test_searched_text_is_folded():
    assert folded("  Sở Lao động, Thương binh  ") == "so lao dong, thuong binh"
    assert folded("Tha\u0301ng ĐOÀN") == folded("tháng đoàn") == "thang doan"
