"""One transaction on a ledger: statements in, rows out."""

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from ledger.dialect import (
    copy_for,
    for_postgresql,
    for_sqlite,
    given_to_postgresql,
    given_to_sqlite,
    rows_for,
    sqlite_value,
)
from ledger.row import Row, named
from ledger.translation import translating

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_LEDGER_LOCK = 7_030_111
"""PostgreSQL's advisory lock for what only one process may do at a time."""

_POSTGRESQL_TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
)
_SQLITE_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' "
    "ESCAPE '@'"
)

_Given = Sequence[tuple[int | None, ...]]
"""Rows of whole numbers, which a statement reads as a table."""

_COPY_FROM = 5
"""Rows from which COPY beats single inserts."""

_AT_ONCE = 50
"""Rows that SQLite takes in one statement: more make it no faster."""


class Transaction:
    """A driver's connection within a transaction, and the dialect it speaks.

    A reader on PostgreSQL has no transaction: a lock it took would be gone at once.

    Statements go straight to the driver: most are small, and SQLAlchemy's own account
    of each costs more than the database does.
    """

    def __init__(self, driver: Any, url: "URL") -> None:
        self._driver = driver
        self._url = url
        self.dialect = url.get_backend_name()
        self._postgresql = self.dialect == "postgresql"

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Run a statement and return all its rows."""
        with translating(self._url):
            cursor = self._execute(sql, values)
            return list(map(_maker(cursor), cursor.fetchall()))

    def tuples(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement and return all its rows, whose columns have no names.

        For rows by the ten thousand, which are made into something else.
        """
        with translating(self._url):
            return self._execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> Row | None:
        """Run a statement and return its first row."""
        with translating(self._url):
            cursor = self._execute(sql, values)
            make, found = _maker(cursor), cursor.fetchone()
            cursor.close()  # SQLite keeps a statement open that has more rows to give
            return None if found is None else make(found)

    def run(self, sql: str, *values: object) -> int:
        """Run a statement and return how many rows it changed."""
        with translating(self._url):
            return self._execute(sql, values).rowcount

    def run_many(self, sql: str, rows: Sequence[tuple[object, ...]]) -> int:
        """Run a statement once per row and return how many rows it changed in all."""
        if not rows:
            return 0
        words = for_postgresql(sql) if self._postgresql else for_sqlite(sql)
        with translating(self._url):
            cursor = self._driver.cursor()
            cursor.executemany(words, rows)
            return cursor.rowcount

    def run_given(self, sql: str, rows: _Given) -> int:
        """Run one statement on rows of whole numbers; return how many it changed.

        Where the statement reads `GIVEN(a, b)` stand the rows, with columns so named.
        """
        if not rows:
            return 0
        with translating(self._url):
            return self._give(sql, rows).rowcount

    def tuples_given(self, sql: str, rows: _Given) -> list[tuple[Any, ...]]:
        """Run one statement on rows of whole numbers; return all its rows."""
        if not rows:
            return []
        with translating(self._url):
            return self._give(sql, rows).fetchall()

    def insert(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert many rows by the fastest way; `sql` is one plain INSERT ... VALUES."""
        if self._postgresql and len(rows) >= _COPY_FROM:
            self._copy(copy_for(sql), rows)
            return
        whole = 0 if self._postgresql else len(rows) - len(rows) % _AT_ONCE
        with translating(self._url):
            for at in range(0, whole, _AT_ONCE):
                values = chain.from_iterable(rows[at : at + _AT_ONCE])
                self._driver.execute(rows_for(sql, _AT_ONCE), tuple(values))
        self.run_many(sql, rows[whole:])

    def tables(self) -> list[str]:
        """Return the names of the tables that exist."""
        every = _POSTGRESQL_TABLES if self._postgresql else _SQLITE_TABLES
        return [name for (name,) in self.tuples(every)]

    def lock_ledger(self) -> None:
        """Wait until no other process holds this lock, and keep it to the end."""
        if self._postgresql:
            self.run("SELECT pg_advisory_xact_lock(?)", _LEDGER_LOCK)

    def _execute(self, sql: str, values: tuple[object, ...]) -> Any:
        if self._postgresql:
            return self._driver.execute(for_postgresql(sql), values)
        return self._driver.execute(for_sqlite(sql), tuple(map(sqlite_value, values)))

    def _give(self, sql: str, rows: _Given) -> Any:
        if self._postgresql:
            columns = tuple(map(list, zip(*rows, strict=True)))
            # Not prepared: a plan made while a table is small would outlast it.
            words = given_to_postgresql(sql)
            return self._driver.execute(words, columns, prepare=False)
        return self._driver.execute(given_to_sqlite(sql), (json.dumps(rows),))

    def _copy(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        with (
            translating(self._url),
            self._driver.cursor() as cursor,
            cursor.copy(sql) as copy,
        ):
            for row in rows:
                copy.write_row(row)


def _maker(cursor: Any) -> Callable[[Iterable[object]], Row]:
    """Return what makes rows of what a cursor gives."""
    return named(tuple(column[0] for column in cursor.description))
