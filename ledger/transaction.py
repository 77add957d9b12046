"""One transaction on a ledger: statements in, rows out."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

import psycopg
from sqlalchemy import inspect
from sqlalchemy.engine import Connection, Row

from ledger.dialect import (
    copy_for,
    for_postgresql,
    for_sqlite,
    given_to_postgresql,
    given_to_sqlite,
    sqlite_value,
)
from ledger.translation import translated

if TYPE_CHECKING:
    from psycopg import Connection as Driver

_LEDGER_LOCK = 7_030_111
"""PostgreSQL's advisory lock for what only one process may do at a time."""

_COPY_FROM = 5
"""Rows from which COPY beats single inserts."""


class Transaction:
    """A connection within a transaction, and the dialect it speaks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect.name
        self._postgresql = self.dialect == "postgresql"

    def rows(self, sql: str, *values: object) -> list[Row[Any]]:
        """Run a statement and return all its rows."""
        return list(self._execute(sql, values).all())

    def row(self, sql: str, *values: object) -> Row[Any] | None:
        """Run a statement and return its first row."""
        return self._execute(sql, values).first()

    def run(self, sql: str, *values: object) -> int:
        """Run a statement and return how many rows it changed."""
        return self._execute(sql, values).rowcount

    def run_many(self, sql: str, rows: Sequence[tuple[object, ...]]) -> int:
        """Run a statement once per row and return how many rows it changed in all."""
        if not rows:
            return 0
        words = for_postgresql(sql) if self._postgresql else for_sqlite(sql)
        return self._connection.exec_driver_sql(words, list(rows)).rowcount

    def run_given(self, sql: str, rows: Sequence[tuple[int | None, ...]]) -> int:
        """Run one statement on rows of whole numbers; return how many it changed.

        Where the statement reads `GIVEN(a, b)` stand the rows, with columns so named.
        """
        if not rows:
            return 0
        if self._postgresql:
            columns = tuple(map(list, zip(*rows, strict=True)))
            words = given_to_postgresql(sql)
            return self._connection.exec_driver_sql(words, columns).rowcount
        values = (json.dumps(rows),)
        return self._connection.exec_driver_sql(given_to_sqlite(sql), values).rowcount

    def insert(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert many rows by the fastest way; `sql` is one plain INSERT ... VALUES."""
        if self._postgresql and len(rows) >= _COPY_FROM:
            self._copy(copy_for(sql), rows)
        else:
            self.run_many(sql, rows)

    def tables(self) -> list[str]:
        """Return the names of the tables that exist."""
        return inspect(self._connection).get_table_names()

    def lock_ledger(self) -> None:
        """Wait until no other process holds this lock, and keep it to the end."""
        if self._postgresql:
            self.run("SELECT pg_advisory_xact_lock(?)", _LEDGER_LOCK)

    def _execute(self, sql: str, values: tuple[object, ...]) -> Any:
        if self._postgresql:
            return self._connection.exec_driver_sql(for_postgresql(sql), values)
        adapted = tuple(map(sqlite_value, values))
        return self._connection.exec_driver_sql(for_sqlite(sql), adapted)

    def _copy(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        driver = cast("Driver[Any]", self._connection.connection.driver_connection)
        try:
            with driver.cursor() as cursor, cursor.copy(sql.encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            ours = translated(error, self._connection.engine.url)
            raise ours or error from error
