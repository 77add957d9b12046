"""Which answers a ledger holds, read by whoever was not there when they came."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.started import open_at
from ledger import dockets, entries
from schemas.entry import Entry, EntryKind

_ANSWERS = (EntryKind.CONFIRMED, EntryKind.REPORTED)


class Recorded(NamedTuple):
    """The receipts whose facts are in the ledger, by door; facts that are twice."""

    receipts: dict[str, set[str]]
    twice: int


def recorded(address: str) -> Recorded:
    """Read the answers of a ledger, which is opened anew."""
    desk = open_at(address)
    with desk.ledger.read() as tx:
        rows = dockets.of(tx, 1)
        facts = entries.of(tx, [row.id for row in rows])
    desk.ledger.close()
    receipts, twice = dict[str, set[str]](), 0
    for row in rows:
        answers = [fact for fact in facts[row.id] if fact.kind in _ANSWERS]
        door = desk.links.url(row.token).removeprefix(desk.links.address)
        firsts = {fact.act: fact.n for fact in reversed(answers)}
        receipts[door] = {desk.links.code(row.id, n) for n in firsts.values()}
        twice += _twice(answers)
    return Recorded(receipts, twice)


def _twice(answers: Sequence[Entry]) -> int:
    """Return how many answers say of a duty what another has said."""
    said = Counter((fact.kind, fact.duty) for fact in answers)
    return sum(count - 1 for count in said.values())
