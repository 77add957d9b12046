"""Where dockets stand, kept from one beat to the next: only new facts are read."""

from collections import OrderedDict
from collections.abc import Iterable
from itertools import groupby
from threading import Lock
from typing import NamedTuple

from ledger import entries
from ledger.chain import link
from ledger.moments import seconds
from ledger.transaction import Transaction
from rules.docket import Past
from rules.fold import go_on, stand
from schemas.entry import Entry

AT_MOST = 50_000
"""Dockets that are kept at a time, those read last: some 8 kB each after a season."""


class Kept(NamedTuple):
    """What a docket's facts have come to up to `n`, and the hash of that last fact.

    Facts never change, but a ledger may be put back to an earlier day: the same hash
    behind the same number is the same past.
    """

    n: int
    chain: bytes
    past: Past


_NOTHING = Kept(0, b"", Past(stand(()), b""))
_Facts = list[tuple[Entry, bytes]]


class Standings:
    """Where the dockets of one ledger stood when they were settled last."""

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._at_most = at_most
        self._kept: OrderedDict[int, Kept] = OrderedDict()
        self._keeping = Lock()

    def of(self, tx: Transaction, ids: Iterable[int]) -> dict[int, Kept]:
        """Return what locked dockets have come to by now.

        Nobody else may use what was returned of them before: it goes on.
        """
        found = {docket: self._taken(docket) for docket in ids}
        first = [(docket, kept.n) for docket, kept in found.items()]
        anew = list[int]()
        for docket, facts in _read(tx, first).items():
            further = _further(found[docket], facts)
            if further is None:
                anew.append(docket)
            else:
                found[docket] = further
        for docket, facts in _read(tx, [(docket, 0) for docket in anew]).items():
            found[docket] = _whole(facts)
        self._keep(found)
        return found

    def _taken(self, docket: int) -> Kept:
        """Take out what is known: who fails while it goes on leaves nothing half."""
        with self._keeping:
            return self._kept.pop(docket, _NOTHING)

    def _keep(self, found: dict[int, Kept]) -> None:
        with self._keeping:
            self._kept |= {docket: kept for docket, kept in found.items() if kept.n}
            while len(self._kept) > self._at_most:
                self._kept.popitem(last=False)


def _read(tx: Transaction, first: list[tuple[int, int]]) -> dict[int, _Facts]:
    """Read facts from a number on; a docket without any is there as well."""
    found: dict[int, _Facts] = {docket: [] for docket, _ in first}
    for docket, facts in groupby(entries.since(tx, first), key=lambda fact: fact[0]):
        found[docket] = [(fact, chain) for _, fact, chain in facts]
    return found


def _further(kept: Kept, facts: _Facts) -> Kept | None:
    """Return what has become of what was kept; None where all is to be read anew."""
    if not kept.n:
        return _whole(facts)
    if not facts or (facts[0][0].n, facts[0][1]) != kept[:2]:
        return None
    new = [fact for fact, _ in facts[1:]]
    if not go_on(kept.past.standing, new):
        return None
    past = Past(kept.past.standing, _marked(kept.past.mark, new))
    return Kept(facts[-1][0].n, facts[-1][1], past)


def _whole(facts: _Facts) -> Kept:
    if not facts:
        return _NOTHING
    every = [fact for fact, _ in facts]
    past = Past(stand(every), _marked(b"", every))
    return Kept(every[-1].n, facts[-1][1], past)


def _marked(before: bytes, facts: Iterable[Entry]) -> bytes:
    """Chain facts as if they were nobody's: equal for all dockets with equal facts."""
    for n, at, kind, duty, step, act, key in facts:
        before = link(before, (0, n, seconds(at), kind.value, duty, step, act, key))
    return before
