"""From the drivers' errors to the ledger's own."""

import os
import re
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from ledger.errors import (
    DuplicateKeyError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    LedgerUnavailableError,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_PRIMARY_CODE = 0xFF
_REMEDIES: dict[type[LedgerError], str] = {
    LedgerReadOnlyError: "cannot be written to; give this user the right to write "
    "the file and its folder",
    LedgerFullError: "has no room left on its disk; make room and try again, "
    "nothing was half written",
    LedgerBusyError: "was kept busy by others for too long; try again",
    LedgerDamagedError: "is not a ledger or is damaged; name another file or restore "
    "a backup: docs/operations.md says how",
    LedgerUnavailableError: "cannot be opened, read or written; check its path or "
    "address, its disk, and that its server is up",
}
_SQLITE: dict[int, type[LedgerError]] = {
    sqlite3.SQLITE_PERM: LedgerReadOnlyError,
    sqlite3.SQLITE_READONLY: LedgerReadOnlyError,
    sqlite3.SQLITE_FULL: LedgerFullError,
    sqlite3.SQLITE_BUSY: LedgerBusyError,
    sqlite3.SQLITE_LOCKED: LedgerBusyError,
    sqlite3.SQLITE_PROTOCOL: LedgerBusyError,
    sqlite3.SQLITE_CORRUPT: LedgerDamagedError,
    sqlite3.SQLITE_NOTADB: LedgerDamagedError,
    sqlite3.SQLITE_CANTOPEN: LedgerUnavailableError,
    sqlite3.SQLITE_IOERR: LedgerUnavailableError,
}
_POSTGRESQL: tuple[tuple[str, type[LedgerError]], ...] = (
    ("25006", LedgerReadOnlyError),  # read_only_sql_transaction
    ("42501", LedgerReadOnlyError),  # insufficient_privilege
    ("53100", LedgerFullError),  # disk_full
    ("40", LedgerBusyError),  # deadlock, serialization
    ("55P03", LedgerBusyError),  # lock_not_available
    ("53300", LedgerBusyError),  # too_many_connections
    ("XX00", LedgerDamagedError),  # data_corrupted, index_corrupted
    ("08", LedgerUnavailableError),  # connection
    ("28", LedgerUnavailableError),  # authorization
    ("3D", LedgerUnavailableError),  # no such database
    ("57P", LedgerUnavailableError),  # shut down, starting up
    ("58", LedgerUnavailableError),  # system error
)
_UNSUPPORTED, _REFUSED_SETTING = "0A000", "call_bool_check_hook"
"""A standby says so of a transaction that begins to write; others say 0A000 as well."""


def place(url: "URL") -> str:
    """Name where a ledger lies, without user, password or options."""
    if url.drivername.startswith("sqlite"):
        return f"sqlite:///{url.database or ':memory:'}"
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{url.host or ''}{port}/{url.database or ''}"


def translated(error: BaseException, url: "URL") -> LedgerError | None:
    """Return the ledger's error for a driver's, or None for a mistake of ours."""
    key = _repeated(error)
    if key is not None:
        return DuplicateKeyError(key)
    family = _family(error)
    if family is None:
        return None
    if family is LedgerUnavailableError and _lacks_rights(url):
        family = LedgerReadOnlyError
    said = str(error).strip().partition("\n")[0]
    return family(f"The ledger {place(url)} {_REMEDIES[family]} ({said})")


@contextmanager
def translating(url: "URL") -> Generator[None, None, None]:
    """Raise the ledger's error where a driver raises its own."""
    try:
        yield
    except (sqlite3.Error, psycopg.Error) as error:
        if ours := translated(error, url):
            raise ours from error
        raise


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether SQLite refused something because others were at work."""
    return _family(error) is LedgerBusyError


def damaged(url: "URL", said: str) -> LedgerDamagedError:
    """Return the error of a ledger whose pages do not hold together."""
    remedy = _REMEDIES[LedgerDamagedError]
    words = " ".join(said.split())
    return LedgerDamagedError(f"The ledger {place(url)} {remedy} ({words})")


def _lacks_rights(url: "URL") -> bool:
    """Tell whether SQLite could not open a file for want of rights."""
    if not url.drivername.startswith("sqlite") or not url.database:
        return False
    path = Path(url.database)
    places = [place for place in (path.parent, path) if place.exists()]
    return not all(os.access(p, os.W_OK, effective_ids=True) for p in places)


def _family(error: BaseException) -> type[LedgerError] | None:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code == sqlite3.SQLITE_READONLY_DBMOVED:
            return LedgerUnavailableError
        return _SQLITE.get(code & _PRIMARY_CODE)
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate
    if state is None:  # libpq itself: refused, timed out, connection lost
        lost = isinstance(error, psycopg.OperationalError)
        return LedgerUnavailableError if lost else None
    if state == _UNSUPPORTED and error.diag.source_function == _REFUSED_SETTING:
        return LedgerReadOnlyError
    return next((kind for code, kind in _POSTGRESQL if state.startswith(code)), None)


def _repeated(error: BaseException) -> str | None:
    """Name what was there already, as well as the driver knows it."""
    if isinstance(error, psycopg.errors.UniqueViolation):
        values = re.search(r"=\((.*)\)", error.diag.message_detail or "")
        return values[1] if values else str(error)
    if isinstance(error, sqlite3.IntegrityError) and "UNIQUE" in str(error):
        return str(error).partition(": ")[2]
    return None
