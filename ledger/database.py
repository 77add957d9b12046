"""A ledger at a path or a PostgreSQL address: open, write, read, close."""

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from time import sleep

from sqlalchemy import exc
from sqlalchemy.engine import URL, Engine, make_url

from ledger.engines import engine_for
from ledger.errors import LedgerBusyError, LedgerUnavailableError
from ledger.lending import lent
from ledger.migration import migrate
from ledger.transaction import Transaction
from ledger.translation import damaged, place
from ledger.turn import Turn

_MEMORY = ":memory:"
_BREATH = 0.006
"""Seconds in which whoever waits for SQLite's only writer asks again."""

_QUEUE = 0.06
"""Seconds for those who wait behind the first."""


class Ledger:
    """An open ledger; any thread may write and read.

    `shared`: others may want to write at the same time, as pages do while a beat runs.
    """

    def __init__(self, engine: Engine, patience: int, *, shared: bool = True) -> None:
        self.url = place(engine.url)
        self._engine = engine
        self._patience = patience
        self._turn: AbstractContextManager[None] = nullcontext()
        self._anyone: AbstractContextManager[None] = nullcontext()
        self.shared = shared
        if engine.dialect.name == "sqlite":
            self._turn = Turn(self.url, patience)
            self.shared = shared and bool(engine.url.database)
        if not engine.url.database:  # in memory: one connection for all
            self._anyone = self._turn

    @contextmanager
    def write(self) -> Generator[Transaction, None, None]:
        """Commit what was done within, or nothing of it."""
        with self._turn, lent(self._engine, self._patience, reads=False) as tx:
            yield tx

    @contextmanager
    def read(self) -> Generator[Transaction, None, None]:
        """Read only; on SQLite all reads within see one state."""
        with self._anyone, lent(self._engine, self._patience, reads=True) as tx:
            yield tx

    def let_others(self) -> None:
        """Let others write before the next of many transactions.

        SQLite has no queue: who waits asks again, and would always find the ledger
        taken. PostgreSQL lets others write at any moment.
        """
        if self._engine.dialect.name != "sqlite" or not self.shared:
            return
        sleep(_BREATH)
        try:
            with self._turn, lent(self._engine, 0, reads=False):
                pass
        except LedgerBusyError:
            sleep(_QUEUE)

    def check(self) -> None:
        """Raise LedgerDamagedError where the pages of a file do not hold together.

        A read meets only the pages it asks for; this looks at all. PostgreSQL looks
        after its own.
        """
        if self._engine.dialect.name != "sqlite":
            return
        with self.read() as tx:
            found = tx.rows("PRAGMA quick_check(1)")
        if found[0][0] != "ok":
            raise damaged(self._engine.url, found[0][0])

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def open_ledger(
    where: str | Path, patience: int = 30, *, hasty: bool = False
) -> Ledger:
    """Open a ledger, bring it to this version; create it where there is none.

    `where`: a path, `sqlite:///path`, `postgresql://...`, or `:memory:`, which lives as
    long as the Ledger. `patience`: seconds to wait for others who write. `hasty`: for
    one who works alone: a commit does not wait for the disk, so that a power cut may
    take the last ones; what stays is whole. Raises a LedgerError that says the remedy.
    """
    url = address_of(where)
    if url.get_backend_name() == "sqlite" and url.database:
        _make_folder(Path(url.database))
    ledger = Ledger(engine_for(url, patience, hasty=hasty), patience, shared=not hasty)
    try:
        migrate(ledger.read, ledger.write, ledger.url)
    except BaseException:
        ledger.close()
        raise
    return ledger


def address_of(where: str | Path) -> URL:
    """Return where a ledger lies as an address; raises LedgerUnavailableError."""
    text = str(where)
    if "://" not in text:
        return URL.create("sqlite", database=None if text == _MEMORY else text)
    try:
        url = make_url(text.replace("postgres://", "postgresql://", 1))
    except (exc.ArgumentError, ValueError) as error:
        raise LedgerUnavailableError(
            "The ledger's address is not an address"
        ) from error
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise LedgerUnavailableError(
            f"No ledger lies in {url.get_backend_name()}; "
            "name a path or an address postgresql://..."
        )
    return URL.create("sqlite") if url.database == _MEMORY else url


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerUnavailableError(
            f"The folder of the ledger {path} cannot be made ({error.strerror}); "
            "name another path"
        ) from error
    if path.is_dir():
        raise LedgerUnavailableError(f"{path} is a folder; name a file for the ledger")
