"""What Prefect has overwritten or deleted leaves its files too.

SQLite keeps old bytes where it wrote them: in free space of the database and in its
log, until something else is written there. What a form held would stay for days.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

_PATIENCE = 0.5
"""Seconds to wait for who reads at the moment; the next to erase comes soon."""


def overwrite_deleted() -> None:
    """Let this process fill with zeros what it deletes from SQLite."""
    event.listen(Engine, "connect", _prepare)


def erase_log(home: Path) -> None:
    """Empty the log of Prefect's database, unless somebody is reading it."""
    file = home / "prefect.db"
    if file.exists():
        with (
            suppress(sqlite3.OperationalError),
            closing(sqlite3.connect(file, timeout=_PATIENCE)) as database,
        ):
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _prepare(connection: Any, _record: object) -> None:
    if "sqlite" not in type(connection).__module__:  # PostgreSQL has no such word
        return
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
