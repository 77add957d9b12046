import pytest

from ledger.dialect import (
    copy_for,
    for_postgresql,
    for_sqlite,
    given_to_postgresql,
    given_to_sqlite,
    sqlite_value,
)


@pytest.mark.parametrize(
    ("said", "sqlite", "postgresql"),
    [
        pytest.param(
            "SELECT n FROM t WHERE id = ?",
            "SELECT n FROM t WHERE id = ?",
            "SELECT n FROM t WHERE id = %s",
            id="a value is marked as the driver wants it",
        ),
        pytest.param(
            "SELECT n FROM t LIMIT ? FOR UPDATE SKIP LOCKED",
            "SELECT n FROM t LIMIT ?",
            "SELECT n FROM t LIMIT %s FOR UPDATE SKIP LOCKED",
            id="SQLite locks the whole ledger and no rows",
        ),
        pytest.param(
            "SELECT n FROM t WHERE id = ? FOR NO KEY UPDATE",
            "SELECT n FROM t WHERE id = ?",
            "SELECT n FROM t WHERE id = %s FOR NO KEY UPDATE",
            id="whatever the lock is for",
        ),
        pytest.param(
            "DELETE FROM t WHERE id = ANY(?)",
            "DELETE FROM t WHERE id IN (SELECT value FROM json_each(?))",
            "DELETE FROM t WHERE id = ANY(%s)",
            id="SQLite reads an array as JSON",
        ),
    ],
)
def test_one_wording_serves_two_databases(
    said: str, sqlite: str, postgresql: str
) -> None:
    assert for_sqlite(said) == sqlite
    assert for_postgresql(said) == postgresql


def test_rows_that_are_given_become_a_table() -> None:
    said = "SELECT g.n FROM GIVEN(id, n) AS g"
    assert given_to_sqlite(said) == (
        "SELECT g.n FROM (SELECT json_extract(value, '$[0]') AS id, "
        "json_extract(value, '$[1]') AS n FROM json_each(?)) AS g"
    )
    assert given_to_postgresql(said) == (
        "SELECT g.n FROM (SELECT unnest(id) AS id, unnest(n) AS n FROM "
        "(SELECT CAST(%s AS BIGINT[]) AS id, CAST(%s AS BIGINT[]) AS n) AS arrays) AS g"
    )


def test_an_insert_of_many_rows_becomes_a_copy() -> None:
    insert = 'INSERT INTO t (a, "group") VALUES (?, ?)'
    assert copy_for(insert) == 'COPY t (a, "group") FROM STDIN'


@pytest.mark.parametrize(
    ("value", "given"),
    [([1, 2], "[1, 2]"), (["xã"], '["x\\u00e3"]'), ("[1]", "[1]"), (None, None)],
)
def test_only_arrays_become_json(value: object, given: object) -> None:
    assert sqlite_value(value) == given
