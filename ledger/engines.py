"""How each database is opened: durable, patient, with foreign keys."""

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Engine, ExceptionContext, create_engine
from sqlalchemy.pool import StaticPool

from ledger.insisting import insist
from ledger.lending import watch_idle
from ledger.translation import translated

if TYPE_CHECKING:
    import psycopg

_READS_ONLY = "-c default_transaction_read_only=on"
"""What is no transaction, as a reader's statements are, writes nothing."""


def engine_for(url: URL, patience: int, *, hasty: bool = False) -> Engine:
    """Return the engine for an address, which waits `patience` seconds for others."""
    if url.get_backend_name() == "sqlite":
        engine = _sqlite(url, patience, hasty=hasty)
    else:
        engine = _postgresql(url, patience, hasty=hasty)
    event.listen(engine, "handle_error", _translate)
    return engine


def _sqlite(url: URL, patience: int, *, hasty: bool) -> Engine:
    pool: dict[str, Any] = _pool(patience)
    if not url.database:  # a connection of its own would be a ledger of its own
        pool = {"poolclass": StaticPool}
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={
            "check_same_thread": False,
            "isolation_level": None,
            "timeout": patience,
        },
        **pool,
    )
    synchronous = "NORMAL" if hasty else "FULL"
    prepare = partial(_prepare, synchronous=synchronous, patience=patience)
    event.listen(engine, "connect", prepare)
    return engine


def _postgresql(url: URL, patience: int, *, hasty: bool) -> Engine:
    asked = url.query.get("options", "")
    options = f"{asked} -c lock_timeout={patience}s {_READS_ONLY}".strip()
    if hasty:
        options += " -c synchronous_commit=off"
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": 10, "options": options},
        **_pool(patience),
    )
    event.listen(engine, "connect", _let_write)
    watch_idle(engine)
    return engine


def _let_write(driver: "psycopg.Connection", _record: object) -> None:
    """Let transactions write: each says so as it begins."""
    driver.read_only = False


def _pool(patience: int) -> dict[str, Any]:
    # Whoever was lent a connection has committed, or rolled back.
    return {
        "pool_size": 16,
        "max_overflow": 0,
        "pool_timeout": patience,
        "pool_reset_on_return": None,
    }


def _prepare(
    driver: sqlite3.Connection, _record: object, synchronous: str, patience: int
) -> None:
    driver.execute(f"PRAGMA synchronous = {synchronous}")
    driver.execute("PRAGMA foreign_keys = ON")
    insist(driver, "PRAGMA journal_mode = WAL", patience)


def _translate(context: ExceptionContext) -> BaseException | None:
    url = context.engine.url if context.engine else None
    return url and translated(context.original_exception, url)
