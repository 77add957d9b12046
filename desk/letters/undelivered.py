"""What follows for an agency from a letter that did not reach it."""

from datetime import datetime

from ledger import dockets, entries
from ledger.transaction import Transaction
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind
from schemas.letter import Letter


def stop_ladder(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Record that a letter did not reach its agency: nobody is blamed for our silence.

    The office learns of it by the next beat.
    """
    row = dockets.lock(tx, letter.docket)
    if row.kind is DocketKind.AGENCY:
        fact = Entry(row.n + 1, now, EntryKind.UNDELIVERED, step=str(letter.n))
        entries.append(tx, row.id, [fact])
        dockets.advance(tx, row.id, fact.n, now)
