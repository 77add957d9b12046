"""A backup is of one moment, verified; what is put back sends nothing by itself."""

import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from desk.answer import Answer, answer
from desk.arming.arm import NotWithheldError, let_out
from desk.backups import BackupError, back_up, restore
from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.letters.claim import claim
from desk.progress import progress
from desk.reconcile import (
    NotRestoredError,
    UnknownLetterError,
    UnseenError,
    reconcile,
    replaced,
    waiting,
)
from desk.seals import seal_day
from desk.verify import verify
from ledger import entries
from ledger.backups import NoToolError, OtherKindError
from ledger.errors import LedgerDamagedError
from rules.reconciled import Left
from schemas.arming import Way
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued, letters_to, started

NOON = datetime(2024, 5, 6, 12, 10, tzinfo=VN)
NEXT = datetime(2024, 5, 7, 8, tzinfo=VN)
OURS = "laichau.example"
CONFIRMED = Answer(EntryKind.CONFIRMED, ("2.1",), CLERK, "act-1")


@contextmanager
def sitting(where: str) -> Iterator[Desk]:
    desk = open_desk(where, "secret", "http://campaign.example")
    try:
        yield desk
    finally:
        desk.ledger.close()


def told(where: str) -> None:
    """Play the first day: every agency is told what it owes."""
    desk = issued(where)
    letters_to(desk, OURS, ISSUED)
    desk.ledger.close()


def facts(desk: Desk) -> dict[int, tuple[Entry, ...]]:
    with desk.ledger.read() as tx:
        return entries.of(tx, range(1, 25))


def test_a_backup_holds_what_was_recorded_and_is_put_back(address: str, tmp_path: Path):
    told(address)
    made = back_up(address, tmp_path / "backups", 3, NOON)
    assert made.broken == {}
    assert made.file.name.startswith("ledger-20240506-121000.")
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    with sitting(address) as desk:
        before = facts(desk)
        answer(desk, docket(desk, "so-gddt").id, CONFIRMED, NEXT)
    done = restore(address, made.file, tmp_path / "backups", NEXT)
    assert done.upto == ISSUED
    assert done.campaigns == (NAME,)
    assert done.aside is not None
    assert done.aside.exists()
    with sitting(address) as desk:
        after = facts(desk)
        assert verify(desk, NAME, NEXT).violations == ()
        restored = [one for some in after.values() for one in some[-1:]]
        assert [one.kind for one in restored].count(EntryKind.RESTORED) == 1
        office = docket(desk, "@office").id
        assert after[office][:-1] == before.pop(office)
        assert all(after[one] == kept for one, kept in before.items())


def test_a_backup_under_load_is_of_one_moment(address: str, tmp_path: Path):
    told(address)
    stop = Event()

    def load(agency: str) -> int:
        with sitting(address) as desk:
            row, said = docket(desk, agency).id, 0
            while not stop.is_set():
                percent = Answer(
                    EntryKind.PROGRESSED, ("report",), CLERK, f"{said}", f"{said % 99}"
                )
                answer(desk, row, percent, ISSUED + timedelta(seconds=said))
                said += 1
            return said

    with ThreadPoolExecutor(2) as pool:
        loads = [pool.submit(load, one) for one in ("so-gddt", "so-vhttdl")]
        try:
            made = [
                back_up(address, tmp_path, 9, NOON + timedelta(seconds=n))
                for n in range(3)
            ]
        finally:
            stop.set()
    assert all(one.result() > 0 for one in loads)
    assert [one.broken for one in made] == [{}, {}, {}]


def test_the_newest_stay_and_files_of_others_are_left_alone(tmp_path: Path):
    where, folder = str(tmp_path / "ledger.db"), tmp_path / "backups"
    told(where)
    folder.mkdir()
    (folder / "notes.db").touch()
    for n in range(4):
        made = back_up(where, folder, 2, NOON + timedelta(days=n))
    assert [one.name for one in made.removed] == ["ledger-20240507-121000.db"]
    assert sorted(one.name for one in folder.iterdir()) == [
        "ledger-20240508-121000.db",
        "ledger-20240509-121000.db",
        "notes.db",
    ]


def test_a_broken_promise_is_told_and_the_backup_kept(tmp_path: Path):
    where = str(tmp_path / "ledger.db")
    told(where)
    with closing(sqlite3.connect(where)) as database, database:
        database.execute("UPDATE dockets SET fulfilled = 1 WHERE id = 2")
    made = back_up(where, tmp_path / "backups", 3, NOON)
    assert [one.promise for one in made.broken[NAME]] == ["counts"]
    assert made.file.exists()
    with pytest.raises(BackupError, match=r"breaks 1 promises.*--accept-broken"):
        restore(where, made.file, tmp_path, NEXT)
    assert restore(where, made.file, tmp_path, NEXT, accept_broken=True).aside


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path):
    told(str(tmp_path / "ledger.db"))
    (tmp_path / "file").touch()
    with pytest.raises(BackupError, match="name another folder"):
        back_up(str(tmp_path / "ledger.db"), tmp_path / "file" / "x", 3, NOON)


@pytest.mark.parametrize("cut", [0.0, 0.5])
def test_a_damaged_backup_is_refused_and_the_ledger_stays(
    address: str, tmp_path: Path, cut: float
):
    told(address)
    made = back_up(address, tmp_path / "backups", 3, NOON).file
    raw = made.read_bytes()
    made.write_bytes(raw[: int(len(raw) * cut)] or b"not a ledger")
    with sitting(address) as desk:
        before = facts(desk)
    with pytest.raises(LedgerDamagedError, match="take another backup"):
        restore(address, made, tmp_path, NEXT)
    with sitting(address) as desk:
        assert facts(desk) == before


def test_what_is_no_backup_of_this_ledger_is_refused(address: str, tmp_path: Path):
    told(address)
    with pytest.raises(BackupError, match="no such backup"):
        restore(address, tmp_path / "none.db", tmp_path, NEXT)
    made = back_up(address, tmp_path / "backups", 3, NOON).file
    other = "postgresql://127.0.0.1/x" if made.suffix == ".db" else f"{tmp_path}/x.db"
    with pytest.raises(OtherKindError, match="its backups end with"):
        restore(other, made, tmp_path, NEXT)


def test_a_server_without_its_programs_is_not_backed_up(
    on_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    started(on_postgresql).ledger.close()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoToolError, match="install PostgreSQL's client programs"):
        back_up(on_postgresql, tmp_path / "backups", 3, NOON)


def test_a_ledger_that_is_gone_is_restored_where_it_was(tmp_path: Path):
    where = tmp_path / "var" / "ledger.db"
    told(str(where))
    made = back_up(str(where), tmp_path / "backups", 3, NOON).file
    for file in where.parent.iterdir():
        file.unlink()
    where.parent.rmdir()
    assert restore(str(where), made, tmp_path, NEXT).aside is None
    with sitting(str(where)) as desk:
        assert progress(desk, NAME, NEXT).mail.way is Way.RESTORED


def lost_a_day(where: str, folder: Path) -> Path:
    """Back up before the first letters, send them, restore; return what was before."""
    issued(where).ledger.close()
    made = back_up(where, folder, 3, ISSUED).file
    with sitting(where) as desk:
        letters_to(desk, OURS, ISSUED)
    aside = restore(where, made, folder, NEXT).aside
    assert aside is not None
    return aside


def test_nothing_leaves_after_a_restore_until_it_is_reconciled(tmp_path: Path):
    where = str(tmp_path / "ledger.db")
    aside = lost_a_day(where, tmp_path)
    with sitting(where) as desk:
        seal_day(desk, NEXT)
        beat(desk, NEXT)
        assert claim(desk, NEXT) == []
        assert progress(desk, NAME, NEXT).mail.way is Way.RESTORED
        with pytest.raises(NotWithheldError):
            let_out(desk, NAME, CLERK, NEXT)
        known = replaced(str(aside), NAME)
        listed = waiting(desk, NAME, known, NEXT)
        count = len(listed)
        assert all(one.left for one in listed if one.kind == "assign")
        with pytest.raises(UnseenError, match=f"{count} letters wait, 3 were"):
            reconcile(desk, NAME, known, (), 3, CLERK, NEXT)
        assert claim(desk, NEXT) == []
        gone = reconcile(desk, NAME, known, (), count, CLERK, NEXT)
        assert gone == sum(one.left for one in listed) > 12
        assert len(claim(desk, NEXT)) == count - gone
        assert progress(desk, NAME, NEXT).mail.way is Way.MAILBOX
        assert verify(desk, NAME, NEXT).violations == ()
        with pytest.raises(NotRestoredError):
            waiting(desk, NAME, known, NEXT)


def test_a_person_says_which_letters_have_left(address: str, tmp_path: Path):
    lost_a_day(address, tmp_path)
    with sitting(address) as desk:
        listed = waiting(desk, NAME, Left(), NEXT)
        assert not any(one.left for one in listed)
        with pytest.raises(UnknownLetterError, match="nothing: no letter"):
            reconcile(desk, NAME, Left(), ["nothing"], len(listed), CLERK, NEXT)
        keys = [one.key for one in listed[:3]]
        assert reconcile(desk, NAME, Left(), keys, len(listed), CLERK, NEXT) == 3
        assert len(claim(desk, NEXT)) == len(listed) - 3


def test_a_letter_that_was_being_sent_when_it_was_backed_up_waits_too(tmp_path: Path):
    where = str(tmp_path / "ledger.db")
    desk = issued(where)
    beat(desk, ISSUED)
    claimed = len(claim(desk, ISSUED))
    desk.ledger.close()
    made = back_up(where, tmp_path, 3, ISSUED).file
    restore(where, made, tmp_path, NEXT)
    with sitting(where) as again:
        assert len(waiting(again, NAME, Left(), ISSUED)) >= claimed > 12
