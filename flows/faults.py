"""What people read where the ledger cannot be read or written."""

from ledger.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerFullError,
    LedgerNewerError,
    LedgerReadOnlyError,
    LedgerUnavailableError,
)
from schemas import words
from schemas.errors import CampaignError

_WORDS: dict[type[CampaignError], str] = {
    LedgerBusyError: words.LEDGER_BUSY,
    LedgerDamagedError: words.LEDGER_DAMAGED,
    LedgerFullError: words.LEDGER_FULL,
    LedgerNewerError: words.LEDGER_NEWER,
    LedgerReadOnlyError: words.LEDGER_READ_ONLY,
    LedgerUnavailableError: words.LEDGER_UNAVAILABLE,
}


def in_words(error: CampaignError) -> str:
    """Return what a fault of the ledger's place means, and what to do."""
    return _WORDS[type(error)]
