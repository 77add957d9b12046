"""Who serves a ledger, who plays it: one at a time, whatever folder it works in.

Commands and whoever else writes take no part in this.
"""

import fcntl
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import URL, Connection, Engine

from ledger.database import address_of
from ledger.engines import engine_for
from ledger.errors import (
    LedgerError,
    LedgerPlayedError,
    LedgerServedError,
    LedgerUnavailableError,
)
from ledger.translation import place

_PATIENCE = 10


class _Part(NamedTuple):
    """What one alone does with a ledger: its file beside it, its advisory lock.

    `refused` is what a second one is told; `{place}` stands for the ledger.
    """

    suffix: str
    number: int
    error: type[LedgerError]
    refused: str

    def refusal(self, url: URL) -> LedgerError:
        """Return the error of who comes second."""
        return self.error(self.refused.format(place=place(url)))


_SERVING = _Part(
    "served",
    7_030_112,
    LedgerServedError,
    "The ledger {place} is already being served, from another folder or machine; stop "
    "that `campaign up` first, or name another ledger",
)
_PLAYING = _Part(
    "played",
    7_030_113,
    LedgerPlayedError,
    "The rehearsal {place} is already being played; wait until that has ended, or name "
    "another ledger",
)


@contextmanager
def serving(where: str | Path) -> Generator[Callable[[], None]]:
    """Be the only one that serves a ledger.

    Yields what makes sure that this is still so; a PostgreSQL server that was started
    again has forgotten it. Both raise LedgerServedError where somebody else does.
    """
    with _alone(where, _SERVING) as look:
        yield look


@contextmanager
def playing(where: str | Path) -> Generator[None]:
    """Be the only one that plays a rehearsal; LedgerPlayedError for a second one."""
    with _alone(where, _PLAYING):
        yield


@contextmanager
def _alone(where: str | Path, part: _Part) -> Generator[Callable[[], None]]:
    url = address_of(where)
    if url.get_backend_name() == "postgresql":
        with _on_postgresql(url, part) as look:
            yield look
    elif url.database:
        with _beside(Path(url.database), url, part) as look:
            yield look
    else:  # in memory: nobody else has it
        yield lambda: None


@contextmanager
def _beside(path: Path, url: URL, part: _Part) -> Generator[Callable[[], None]]:
    file = path.resolve()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = file.with_name(f"{file.name}-{part.suffix}").open("a")
    except OSError as error:
        raise LedgerUnavailableError(
            f"Nothing can be written beside the ledger {place(url)} "
            f"({error.strerror}); give this user the right to write its folder"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise part.refusal(url) from None
        yield lambda: None


@contextmanager
def _on_postgresql(url: URL, part: _Part) -> Generator[Callable[[], None]]:
    engine = engine_for(url, _PATIENCE)
    kept = _Kept(engine, part)
    try:
        kept.look()
        yield kept.look
    finally:
        engine.dispose()
        kept.lose()


class _Kept:
    """A connection that holds the lock of one part, for as long as it lives."""

    def __init__(self, engine: Engine, part: _Part) -> None:
        self._engine, self._part = engine, part
        self._connection: Connection | None = None
        self._once = False

    def look(self) -> None:
        """Take the lock unless it is held still; the part's error where it is not."""
        if self._connection is not None:
            try:
                self._connection.exec_driver_sql("SELECT 1")
            except LedgerError:
                self.lose()
        if self._connection is None:
            self._take()

    def _take(self) -> None:
        try:
            connection = self._engine.connect()
        except LedgerUnavailableError:
            if self._once:
                return  # while the server is down nobody else can take it
            raise
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        self._connection, self._once = connection, True
        sql = "SELECT pg_try_advisory_lock(%s)"
        if not connection.exec_driver_sql(sql, (self._part.number,)).scalar():
            self.lose()
            raise self._part.refusal(self._engine.url)

    def lose(self) -> None:
        """End the connection, and with it the lock."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
        self._connection = None
