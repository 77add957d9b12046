import sqlite3

import psycopg
import pytest
from sqlalchemy.engine import make_url

from ledger.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    LedgerUnavailableError,
)
from ledger.translation import place, translated

POSTGRESQL = make_url("postgresql://clerk:secret@db:5433/campaign")
SQLITE = make_url("sqlite:////nowhere/ledger.db")


@pytest.mark.parametrize(
    ("state", "family"),
    [
        ("25006", LedgerReadOnlyError),
        ("42501", LedgerReadOnlyError),
        ("53100", LedgerFullError),
        ("40001", LedgerBusyError),
        ("40P01", LedgerBusyError),
        ("55P03", LedgerBusyError),
        ("53300", LedgerBusyError),
        ("XX001", LedgerDamagedError),
        ("08006", LedgerUnavailableError),
        ("28P01", LedgerUnavailableError),
        ("3D000", LedgerUnavailableError),
        ("57P01", LedgerUnavailableError),
        ("57P03", LedgerUnavailableError),
        ("58030", LedgerUnavailableError),
    ],
)
def test_postgresqls_errors_become_the_ledgers(
    state: str, family: type[LedgerError]
) -> None:
    error = translated(
        psycopg.errors.lookup(state)("it said\nwith details"), POSTGRESQL
    )
    assert type(error) is family
    assert "postgresql://db:5433/campaign" in str(error)
    assert str(error).endswith("(it said)")
    assert "secret" not in str(error)


@pytest.mark.parametrize(
    ("code", "family"),
    [
        (sqlite3.SQLITE_READONLY, LedgerReadOnlyError),
        (sqlite3.SQLITE_READONLY_CANTINIT, LedgerReadOnlyError),
        (sqlite3.SQLITE_READONLY_DBMOVED, LedgerUnavailableError),
        (sqlite3.SQLITE_FULL, LedgerFullError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LedgerBusyError),
        (sqlite3.SQLITE_CORRUPT_INDEX, LedgerDamagedError),
        (sqlite3.SQLITE_NOTADB, LedgerDamagedError),
        (sqlite3.SQLITE_IOERR_WRITE, LedgerUnavailableError),
        (sqlite3.SQLITE_CANTOPEN, LedgerUnavailableError),
    ],
)
def test_sqlites_errors_become_the_ledgers(
    code: int, family: type[LedgerError]
) -> None:
    said = sqlite3.OperationalError("it said")
    said.sqlite_errorcode = code
    error = translated(said, SQLITE)
    assert type(error) is family
    assert "sqlite:////nowhere/ledger.db" in str(error)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(psycopg.errors.UndefinedTable("no such table"), id="PostgreSQL"),
        pytest.param(psycopg.ProgrammingError("too many values"), id="psycopg"),
        pytest.param(sqlite3.OperationalError("no such table"), id="SQLite"),
        pytest.param(sqlite3.IntegrityError("CHECK constraint failed"), id="a check"),
        pytest.param(ValueError("no driver's"), id="no driver's error"),
    ],
)
def test_our_own_mistakes_stay_what_they_are(error: Exception) -> None:
    assert translated(error, SQLITE) is None


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "sqlite:///:memory:"),
        ("sqlite:///var/ledger.db", "sqlite:///var/ledger.db"),
        ("postgresql+psycopg://u:p@db/x?sslkey=k", "postgresql://db/x"),
        ("postgresql:///x", "postgresql:///x"),
    ],
)
def test_a_place_is_named_without_its_secrets(url: str, said: str) -> None:
    assert place(make_url(url)) == said
