"""What can go wrong with a ledger; each text says what, where and the remedy."""

from schemas.errors import CampaignError


class LedgerError(CampaignError):
    """Root of the ledger's errors."""


class LedgerNewerError(LedgerError):
    """The ledger was written by a newer version of the program."""


class LedgerReadOnlyError(LedgerError):
    """The ledger cannot be written to."""


class LedgerFullError(LedgerError):
    """There is no room left where the ledger lies."""


class LedgerBusyError(LedgerError):
    """Others held the ledger for too long; trying again is safe."""


class LedgerDamagedError(LedgerError):
    """What lies there is no ledger, or a damaged one."""


class LedgerUnavailableError(LedgerError):
    """The ledger cannot be reached."""


class LedgerServedError(LedgerError):
    """Another supervisor serves the ledger."""


class LedgerPlayedError(LedgerError):
    """Somebody else plays the rehearsal."""


class NotFoundError(LedgerError):
    """The ledger holds no such row."""


class ConflictError(LedgerError):
    """Somebody else was first: read again, decide again."""


class DuplicateKeyError(ConflictError):
    """`key` is there already; what it stands for was done before."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"{key} is in the ledger already; nothing was added")


STORAGE = (
    LedgerNewerError,
    LedgerReadOnlyError,
    LedgerFullError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerUnavailableError,
)
"""Faults of the place the ledger lies in, not of what somebody wrote."""
