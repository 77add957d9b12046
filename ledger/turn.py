"""Threads of one process take turns at SQLite's only writer."""

from threading import RLock

from ledger.errors import LedgerBusyError


class Turn:
    """A lock that gives up: waiting here wakes at once, polling SQLite sleeps."""

    def __init__(self, place: str, patience: float) -> None:
        self._place = place
        self._patience = patience
        self._lock = RLock()

    def __enter__(self) -> None:
        """Wait for the turn; raise LedgerBusyError when patience ends."""
        if not self._lock.acquire(timeout=self._patience):
            raise LedgerBusyError(f"The ledger {self._place} was kept busy; try again")

    def __exit__(self, *_: object) -> None:
        """Give the turn to the next."""
        self._lock.release()
