"""The locks of a campaign's figures, as its office recorded them."""

from desk.start import OFFICE
from ledger import dockets, entries
from ledger.transaction import Transaction
from schemas.entry import Entry, EntryKind


def locks_of(tx: Transaction, campaign: int) -> tuple[Entry, ...]:
    """Return the facts that lock and unlock the figures of a campaign."""
    office = dockets.find(tx, campaign, OFFICE)
    if office is None:
        return ()
    return entries.of_kinds(tx, office.id, (EntryKind.LOCKED, EntryKind.UNLOCKED))
