"""What follows for an agency from a letter that did not reach it as it was decided."""

from collections.abc import Iterator
from datetime import datetime

from desk.letters.addressed import addressee
from ledger import dockets, entries, people
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind
from schemas.letter import Letter, LetterKind

_SAID_AGAIN = {LetterKind.ESCALATE, LetterKind.CHANGE}


def take_back(tx: Transaction, letter: Letter, said: Letter, now: datetime) -> None:
    """Record what a letter does not say although it was decided, where it matters.

    A calendar event that was left out is to be told again; one that may have left
    before counts as told: whatever differs from it is sent. So is an escalation, should
    its duty be open again one day: a superior hears of nothing its agency did not hear.
    So is what an amendment changed, unless it is taken back before it is told.
    """
    row = dockets.lock(tx, letter.docket)
    new = [
        fact._replace(n=row.n + i)
        for i, fact in enumerate(_left_out(letter, said, now), start=1)
    ]
    if new:
        entries.append(tx, row.id, new)
        dockets.advance(tx, row.id, new[-1].n, now)


def _left_out(letter: Letter, said: Letter, now: datetime) -> Iterator[Entry]:
    told = letter.invitation
    if told is not None and said.invitation is None and not letter.attempts:
        yield Entry(0, now, EntryKind.UNTOLD, told.event, str(told.sequence))
    for item in letter.items:
        if item.kind in _SAID_AGAIN and item not in said.items:
            key = f"{EntryKind.UNSAID}:{letter.n}:{item.key}"
            yield Entry(0, now, EntryKind.UNSAID, item.duty, item.key, key=key)


def stop_ladder(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Record that a letter did not reach its agency: nobody is blamed for our silence.

    The office learns of it by the next beat. Where only the colleague's mailbox refuses
    whom the docket was passed on to, the agency itself is written to again: it has read
    all of it in copy.
    """
    row = dockets.lock(tx, letter.docket)
    if row.kind is DocketKind.AGENCY:
        passed_on = _went_to_colleague(tx, row, letter)
        kind = EntryKind.UNDELEGATED if passed_on else EntryKind.UNDELIVERED
        fact = Entry(row.n + 1, now, kind, step=str(letter.n))
        entries.append(tx, row.id, [fact])
        dockets.advance(tx, row.id, fact.n, now)


def _went_to_colleague(tx: Transaction, row: DocketRow, letter: Letter) -> bool:
    colleagues = {one.address for one in people.delegates(tx, row.id).values()}
    return bool(colleagues) and addressee(tx, letter) in colleagues
