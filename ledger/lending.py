"""Connections of a pool, each lent for one transaction.

They go straight from the pool to their driver: what SQLAlchemy itself keeps account of
costs as much as a small transaction.
"""

import select
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import event, exc
from sqlalchemy.engine import URL, Engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from ledger.errors import LedgerBusyError
from ledger.insisting import insist
from ledger.transaction import Transaction
from ledger.translation import place, translating

_IDLE = 1.0
"""Seconds after which a connection to a server is asked whether it is still there."""
_RETURNED = "returned"


@contextmanager
def lent(engine: Engine, patience: float, *, reads: bool) -> Generator[Transaction]:
    """Commit what was done within, or nothing of it.

    For `patience` seconds SQLite's only writer is waited for.
    """
    url = engine.url
    connection = _taken(engine, url)
    driver: Any = connection.driver_connection
    try:
        with translating(url):
            _begin(driver, patience, reads=reads)
        yield Transaction(driver, url)
        with translating(url):
            driver.commit()
    except BaseException as error:
        _undo(connection, driver, error)
        raise
    finally:
        connection.close()


def watch_idle(engine: Engine) -> None:
    """Let a connection be made anew whose server is gone since it was returned.

    A server that ends says so to whoever is idle; one that is cut off says nothing.
    """

    def returned(_driver: object, record: ConnectionPoolEntry) -> None:
        record.info[_RETURNED] = monotonic()

    def lent_again(driver: Any, record: ConnectionPoolEntry, _: object) -> None:
        since = record.info.get(_RETURNED)  # one that is new was never returned
        if since is None or (monotonic() - since < _IDLE and not _is_told(driver)):
            return
        try:
            engine.dialect.do_ping(driver)
        except psycopg.Error as error:
            raise exc.InvalidatePoolError from error

    event.listen(engine, "checkin", returned)
    event.listen(engine, "checkout", lent_again)


def _is_told(driver: Any) -> bool:
    """Tell whether the server has said something unasked."""
    heard = select.poll()
    heard.register(driver.fileno(), select.POLLIN)
    return bool(heard.poll(0))


def _taken(engine: Engine, url: URL) -> PoolProxiedConnection:
    try:
        with translating(url):
            return engine.raw_connection()
    except exc.TimeoutError as error:
        raise LedgerBusyError(f"All connections to {place(url)} are busy") from error


def _begin(driver: Any, patience: float, *, reads: bool) -> None:
    """Say at once who writes, as SQLite wants it; a reader never does.

    On PostgreSQL each statement of a reader sees what is committed by then, within a
    transaction or without, and without takes two round trips less.
    """
    if isinstance(driver, sqlite3.Connection):
        driver.execute(f"PRAGMA query_only = {int(reads)}")
        if reads:
            driver.execute("BEGIN")
        else:
            insist(driver, "BEGIN IMMEDIATE", patience)
    elif driver.autocommit is not reads:
        driver.autocommit = reads  # psycopg begins with the first statement


def _undo(connection: PoolProxiedConnection, driver: Any, error: BaseException) -> None:
    try:
        driver.rollback()
    except (sqlite3.Error, psycopg.Error):
        connection.invalidate(error)
