"""A campaign is sealed each day; whatever is altered or removed since is found."""

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from desk import seals as sealing
from desk.answer import Answer, answer
from desk.desk import Desk, open_desk
from desk.seals import seal_day
from desk.verify import Verified, verify
from ledger import people, seals
from ledger.chain import linked
from ledger.database import Ledger
from ledger.transaction import Transaction
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued, letters_to, plain

NEXT, LATER = ISSUED + timedelta(days=1), ISSUED + timedelta(days=2)
OURS = "laichau.example"
CONFIRMED = Answer(EntryKind.CONFIRMED, ("2.1",), CLERK, "act-1")


def sealed(where: str) -> Desk:
    """Return a desk with letters sent, an answer given, and all of it sealed."""
    desk = issued(where)
    letters_to(desk, OURS, ISSUED)
    answer(desk, docket(desk, "so-gddt").id, CONFIRMED, ISSUED)
    assert seal_day(desk, NEXT) == 1
    return desk


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "ledger.db"
    sealed(str(path)).ledger.close()
    return path


@pytest.fixture
def copied(original: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk at a copy of a sealed ledger, which lies at `tmp_path`."""
    shutil.copy(original, tmp_path / "ledger.db")
    desk = open_desk(str(tmp_path / "ledger.db"), "secret", "http://campaign.example")
    yield desk
    desk.ledger.close()


def looked(desk: Desk, code: str | None = None) -> Verified:
    return verify(desk, NAME, LATER, seal=code)


def test_a_day_is_sealed_once_and_each_seal_goes_over_the_one_before(address: str):
    desk = sealed(address)
    assert seal_day(desk, NEXT + timedelta(hours=8)) == 0
    answer(
        desk, docket(desk, "so-vhttdl").id, replace(CONFIRMED, duties=("5.1",)), NEXT
    )
    assert seal_day(desk, LATER) == 1
    with desk.ledger.read() as tx:
        first, second = seals.every(tx, 1)
        assert seals.last(tx, 1, NEXT) == first
        assert seals.last(tx, 1) == second
    assert (first.n, second.n) == (1, 2)
    assert second.facts == first.facts + 1
    assert first.digest != second.digest
    assert second.records == 1  # who answered; the receipt is not written yet
    found = looked(desk, first.code)
    assert found.violations == ()
    assert (found.seals, found.code) == (2, second.code)
    assert seal_day(desk, LATER + timedelta(days=1)) == 1
    with desk.ledger.read() as tx:
        assert seals.every(tx, 1)[2][2:4] == (second.facts, 0)


def rewrite(database: sqlite3.Connection, change: str) -> None:
    """Do what no trigger stops: whoever owns a file can do anything to it."""
    for (name,) in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        database.execute(f"DROP TRIGGER {name}")
    assert database.execute(change).rowcount > 0


ALTERED = [
    ("UPDATE entries SET at = at - 86400 WHERE kind = 'confirmed'", "chained"),
    ("UPDATE entries SET duty = '2.2' WHERE kind = 'confirmed'", "chained"),
    ("DELETE FROM entries WHERE docket = 2 AND n = 1", "chained"),
    ("DELETE FROM entries WHERE kind = 'confirmed'", "sealed"),
    ("UPDATE people SET name = 'Người khác'", "sealed"),
    ("DELETE FROM people", "sealed"),
    ("UPDATE letters SET recipient = 'head' WHERE docket = 2", "sealed"),
    ("UPDATE letters SET state = 'queued', due = 1 WHERE docket = 2", "sealed"),
    ("UPDATE departures SET at = at - 86400 WHERE docket = 2", "sealed"),
    ("UPDATE messages SET message = 'other words' WHERE docket = 2", "sealed"),
    ("DELETE FROM messages WHERE docket = 2", "sealed"),
    ("UPDATE plans SET body = replace(body, '2024-06', '2024-05')", "sealed"),
    ("UPDATE seals SET at = at - 86400", "sealed"),
    ("UPDATE seals SET facts = facts + 1", "sealed"),
    ("DELETE FROM seal_records WHERE part = 'person'", "sealed"),
    ("UPDATE seal_heads SET n = n - 1 WHERE docket = 2", "sealed"),
]


@pytest.mark.parametrize(
    ("change", "promise"), ALTERED, ids=[one for one, _ in ALTERED]
)
def test_what_is_altered_or_removed_is_found(
    copied: Desk, tmp_path: Path, change: str, promise: str
):
    assert looked(copied).violations == ()
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database, database:
        rewrite(database, change)
    assert promise in {one.promise for one in looked(copied).violations}


def test_a_chain_written_anew_does_not_come_out_of_the_seal(
    copied: Desk, tmp_path: Path
):
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database, database:
        rewrite(database, "UPDATE entries SET at = at - 60 WHERE docket = 2")
        facts = database.execute(
            "SELECT docket, n, at, kind, duty, step, act, key FROM entries "
            "WHERE docket = 2 ORDER BY n"
        ).fetchall()
        database.executemany(
            "UPDATE entries SET chain = ? WHERE docket = ? AND n = ?",
            [(row[-1], row[0], row[1]) for row in linked(b"", facts)],
        )
    promises = {one.promise for one in looked(copied).violations}
    assert "chained" not in promises
    assert "sealed" in promises


def test_seals_that_were_all_written_anew_lack_the_one_that_was_sent(
    copied: Desk, tmp_path: Path
):
    sent = looked(copied).code
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database, database:
        rewrite(database, "DELETE FROM seals")
        for table in ("seal_heads", "seal_records", "seal_salts"):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        database.execute("UPDATE people SET name = 'Người khác'")
    assert seal_day(copied, LATER) == 1
    assert looked(copied).violations == ()
    (found,) = looked(copied, sent).violations
    assert f"{sent} was sent" in found.what


def test_what_is_purged_breaks_no_seal(address: str):
    desk = sealed(address)
    with desk.ledger.write() as tx:
        people.purge(tx, 1)
    assert looked(desk).violations == ()
    assert looked(desk).forgotten == 24  # 23 messages, and who answered
    answer(
        desk, docket(desk, "so-vhttdl").id, replace(CONFIRMED, duties=("5.1",)), NEXT
    )
    seal_day(desk, LATER)
    assert looked(desk).violations == ()


def test_one_person_removed_with_its_salt_is_not_taken_for_a_purge(
    copied: Desk, tmp_path: Path
):
    answer(
        copied,
        docket(copied, "so-vhttdl").id,
        replace(CONFIRMED, duties=("5.1",)),
        NEXT,
    )
    seal_day(copied, LATER)
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database, database:
        for table, where in (("people", "docket"), ("seal_salts", "home")):
            database.execute(
                f"DELETE FROM {table} WHERE {where} = ?"  # noqa: S608 - names of ours
                + (" AND part = 'person'" if table == "seal_salts" else ""),
                (docket(copied, "so-vhttdl").id,),
            )
    (found,) = looked(copied).violations
    assert (found.agency, "is gone" in found.what) == ("so-vhttdl", True)


class Dying:
    """A ledger whose program dies once it has written a few times."""

    def __init__(self, ledger: Ledger, writes: int) -> None:
        self._ledger, self._writes = ledger, writes

    def read(self):
        return self._ledger.read()

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        with self._ledger.write() as tx:
            yield tx
        self._writes -= 1
        if not self._writes:
            raise KeyboardInterrupt


def test_a_seal_that_was_interrupted_is_gone_on_with(
    address: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sealing, "CHUNK", 5)
    desk = issued(address)
    letters_to(desk, OURS, ISSUED)
    dying = replace(desk, ledger=cast("Ledger", Dying(desk.ledger, 2)))
    with pytest.raises(KeyboardInterrupt):
        seal_day(dying, NEXT)
    answer(desk, docket(desk, "so-gddt").id, CONFIRMED, NEXT)
    assert looked(desk).seals == 0
    assert seal_day(desk, NEXT) == 1
    found = looked(desk)
    assert found.violations == ()
    assert found.seals == 1


def test_of_two_that_seal_at_once_one_does(address: str):
    desk = issued(address)
    letters_to(desk, OURS, ISSUED)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: seal_day(desk, NEXT), range(4))) == 1
    assert looked(desk).violations == ()


class Overtaken:
    """A ledger whose campaigns are sealed by somebody else before its n-th read."""

    def __init__(self, desk: Desk, reads: int):
        self._desk = desk
        self._reads = reads

    def read(self):
        self._reads -= 1
        if not self._reads:
            seal_day(self._desk, NEXT)
        return self._desk.ledger.read()

    def write(self):
        return self._desk.ledger.write()


def test_what_somebody_sealed_just_after_a_look_is_not_sealed_again(address: str):
    desk = issued(address)
    letters_to(desk, OURS, ISSUED)
    slow = replace(desk, ledger=cast("Ledger", Overtaken(desk, reads=2)))
    assert seal_day(slow, NEXT) == 0
    assert looked(desk).seals == 1


def test_the_seal_goes_out_with_the_weekly_letter():
    desk = issued()
    letters_to(desk, OURS, ISSUED)
    friday = ISSUED + timedelta(days=4)
    seal_day(desk, friday)
    (weekly,) = [
        one
        for one in letters_to(desk, "ubnd.laichau.example", friday)
        if "Báo cáo tuần" in one["Subject"]
    ]
    code = looked(desk).code
    assert len(code) == 39
    assert f"(163 ghi nhận): {code}" in plain(weekly)
