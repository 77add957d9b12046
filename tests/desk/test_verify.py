"""What is verified of a ledger that others write to meanwhile."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from desk.desk import Desk
from desk.verify import verify
from ledger.database import Ledger
from ledger.transaction import Transaction
from tests.desk.desks import ISSUED, NAME, issued, letters_to


class Writing:
    """A ledger in which a docket's number follows its facts after the first look."""

    def __init__(self, ledger: Ledger, path: Path) -> None:
        self._ledger, self._path, self.looks = ledger, path, 0

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        self.looks += 1
        if self.looks > 1:
            change(self._path, -1)
        with self._ledger.read() as tx:
            yield tx


def change(path: Path, more: int) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE dockets SET n = n + ? WHERE id = 2", (more,))


def begun(path: Path) -> Desk:
    desk = issued(str(path))
    letters_to(desk, "laichau.example", ISSUED)
    return desk


def test_all_is_looked_at_chunk_by_chunk(tmp_path: Path):
    desk = begun(tmp_path / "ledger.db")
    whole = verify(desk, NAME, ISSUED)
    assert whole == verify(desk, NAME, ISSUED, chunk=5)
    assert whole.dockets == 22
    assert whole.letters == 23
    assert whole.violations == ()


def test_what_is_wrong_stays_wrong_at_the_second_look(tmp_path: Path):
    desk = begun(tmp_path / "ledger.db")
    change(tmp_path / "ledger.db", 1)
    (found,) = verify(desk, NAME, ISSUED).violations
    assert found.promise == "state"


def test_half_of_somebodys_commit_is_no_violation(tmp_path: Path):
    desk = begun(tmp_path / "ledger.db")
    change(tmp_path / "ledger.db", 1)
    writing = Writing(desk.ledger, tmp_path / "ledger.db")
    seen = verify(replace(desk, ledger=cast("Ledger", writing)), NAME, ISSUED, chunk=99)
    assert writing.looks > 1
    assert seen.violations == ()
