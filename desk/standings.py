"""Where dockets stand, kept from one beat to the next: only new facts are read."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from threading import Lock
from typing import NamedTuple

from ledger import entries
from ledger.chain import link
from ledger.docket_rows import DocketRow
from ledger.moments import seconds
from ledger.transaction import Transaction
from rules.docket import Past
from rules.fold import go_on, stand
from schemas.entry import Entry

AT_MOST = 50_000
"""Dockets that are kept at a time, each some 12 kB after a season: a country's 43,600,
half a gigabyte, with room for successors."""


class Stood(NamedTuple):
    """What a docket's facts have come to up to `n`, and the hash of that last fact.

    Facts never change, but a ledger may be put back to an earlier day: the same hash
    behind the same number is the same past. That the chain itself is whole, `verify`
    looks at.
    """

    n: int
    chain: bytes
    past: Past


_NOTHING = Stood(0, b"", Past(stand(()), b""))
_Facts = list[tuple[Entry, bytes]]


class Standings:
    """Where the dockets of one ledger stood when they were settled last."""

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._at_most = at_most
        self._kept: dict[int, Stood] = {}
        self._keeping = Lock()

    def of(self, tx: Transaction, rows: Sequence[DocketRow]) -> dict[int, Stood]:
        """Return what dockets have come to, to whoever holds their locks.

        That is asked for before anything is appended to them; what was returned of them
        before goes on, and is no longer what it was.
        """
        found = {row.id: self._taken(row.id) for row in rows}
        numbers = [
            (row.id, n)
            for row in rows
            if (before := found[row.id].n)
            for n in range(before, row.n + 1)
        ]
        facts = _by_docket(entries.linked_at(tx, numbers))
        for docket, stood in found.items():
            found[docket] = _further(stood, facts.get(docket, []))
        anew = [docket for docket, stood in found.items() if not stood.n]
        for docket, every in _by_docket(entries.linked_of(tx, anew)).items():
            found[docket] = _whole(every)
        self._keep(found)
        return found

    def _taken(self, docket: int) -> Stood:
        """Take out what is known: who fails while it goes on leaves nothing half."""
        with self._keeping:
            return self._kept.pop(docket, _NOTHING)

    def _keep(self, found: dict[int, Stood]) -> None:
        """Keep what there is room for.

        Nothing makes room for others: dockets come round in turn, and of more than are
        kept each would be gone before it came again.
        """
        with self._keeping:
            for docket, stood in found.items():
                if stood.n and len(self._kept) < self._at_most:
                    self._kept[docket] = stood


def _by_docket(facts: Iterable[entries.Linked]) -> dict[int, _Facts]:
    every = groupby(facts, key=lambda fact: fact[0])
    return {docket: [(fact, chain) for _, fact, chain in own] for docket, own in every}


def _further(stood: Stood, facts: _Facts) -> Stood:
    """Return what has become of what was kept; nothing where all is to be read anew."""
    if not facts or (facts[0][0].n, facts[0][1]) != stood[:2]:
        return _NOTHING
    new = [fact for fact, _ in facts[1:]]
    if not go_on(stood.past.standing, new):
        return _NOTHING
    past = Past(stood.past.standing, _marked(stood.past.mark, new))
    return Stood(facts[-1][0].n, facts[-1][1], past)


def _whole(facts: _Facts) -> Stood:
    every = [fact for fact, _ in facts]
    past = Past(stand(every), _marked(b"", every))
    return Stood(every[-1].n, facts[-1][1], past)


def _marked(before: bytes, facts: Iterable[Entry]) -> bytes:
    """Chain facts as if they were nobody's: equal for all dockets with equal facts."""
    for n, at, kind, duty, step, act, key in facts:
        before = link(before, (0, n, seconds(at), kind.value, duty, step, act, key))
    return before
