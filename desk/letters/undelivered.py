"""What follows for an agency from a letter that did not reach it."""

from datetime import datetime

from ledger import dockets, entries
from ledger.transaction import Transaction
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind
from schemas.letter import Letter


def untell(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Record that a calendar event's message never left: it is to be told again.

    One that may have left before counts as told: whatever differs from it is sent.
    """
    invited = letter.invitation
    if invited is not None and letter.attempts <= 1:
        row = dockets.lock(tx, letter.docket)
        step = str(invited.sequence)
        fact = Entry(row.n + 1, now, EntryKind.UNTOLD, invited.event, step)
        entries.append(tx, row.id, [fact])
        dockets.advance(tx, row.id, fact.n, now)


def stop_ladder(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Record that a letter did not reach its agency: nobody is blamed for our silence.

    The office learns of it by the next beat.
    """
    row = dockets.lock(tx, letter.docket)
    if row.kind is DocketKind.AGENCY:
        fact = Entry(row.n + 1, now, EntryKind.UNDELIVERED, step=str(letter.n))
        entries.append(tx, row.id, [fact])
        dockets.advance(tx, row.id, fact.n, now)
