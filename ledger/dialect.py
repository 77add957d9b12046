"""One wording for two databases.

Statements are written once, in PostgreSQL's words with `?` for a value. SQLite has
neither row locks (its write transaction holds the whole ledger) nor arrays. Rows of
whole numbers that a statement is given stand in it as `GIVEN(a, b)`.
"""

import json
import re
from functools import cache

_ROW_LOCK = re.compile(
    r"\s+FOR (?:UPDATE|NO KEY UPDATE|SHARE)(?: OF \w+)?(?: SKIP LOCKED)?"
)
_GIVEN = re.compile(r"GIVEN\(([^)]*)\)")
_INSERT = re.compile(r"INSERT INTO (.*?)\s+VALUES .*", re.DOTALL)


@cache
def for_sqlite(sql: str) -> str:
    """Drop row locks, read an array as JSON."""
    without_locks = _ROW_LOCK.sub("", sql)
    return without_locks.replace("= ANY(?)", "IN (SELECT value FROM json_each(?))")


@cache
def for_postgresql(sql: str) -> str:
    """Use psycopg's placeholder."""
    return sql.replace("?", "%s")


@cache
def given_to_sqlite(sql: str) -> str:
    """Read the rows as JSON."""

    def table(found: re.Match[str]) -> str:
        columns = enumerate(found[1].split(", "))
        read = (f"json_extract(value, '$[{i}]') AS {name}" for i, name in columns)
        return f"(SELECT {', '.join(read)} FROM json_each(?))"  # noqa: S608

    return _GIVEN.sub(table, sql)


@cache
def given_to_postgresql(sql: str) -> str:
    """Read an array for each column."""

    def table(found: re.Match[str]) -> str:
        columns = found[1].split(", ")
        arrays = ", ".join(f"CAST(%s AS BIGINT[]) AS {one}" for one in columns)
        unnested = ", ".join(f"unnest({one}) AS {one}" for one in columns)
        return f"(SELECT {unnested} FROM (SELECT {arrays}) AS arrays)"  # noqa: S608

    return _GIVEN.sub(table, sql)


@cache
def copy_for(insert: str) -> str:
    """Turn `INSERT INTO t (a, b) VALUES ...` into the COPY that takes the same rows."""
    return _INSERT.sub(r"COPY \1 FROM STDIN", insert)


@cache
def rows_for(insert: str, count: int) -> str:
    """Turn `INSERT INTO t (a, b) VALUES (?, ?)` into one that takes so many rows."""
    one = insert.rpartition("VALUES ")[2]
    return insert + f", {one}" * (count - 1)


def sqlite_value(value: object) -> object:
    """Give SQLite an array as JSON."""
    return json.dumps(value) if isinstance(value, list) else value
