"""The chain of a docket's facts: each one's hash goes over the one before.

Ids, moments and words of ours go into it, nothing personal: that lies beside the facts
and may be forgotten.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby

from ledger.transaction import Transaction

Columns = tuple[int, int, int, str, str, str, str, str | None]
"""A fact as it lies in the table: docket, n, at, kind, duty, step, act, key."""

COLUMNS = "docket, n, at, kind, duty, step, act, key"
_CHUNK = 500


def link(before: bytes, fact: Columns) -> bytes:
    """Return a fact's hash: SHA-256 of the one before and its columns, NUL between.

    No column holds a NUL of its own; a key stands behind `=`, so that none is not an
    empty one. The first fact of a docket has nothing before it.
    """
    docket, n, at, kind, duty, step, act, key = fact
    named = "" if key is None else f"={key}"
    text = f"{docket}\0{n}\0{at}\0{kind}\0{duty}\0{step}\0{act}\0{named}"
    return sha256(before + text.encode()).digest()


def linked(before: bytes, facts: Iterable[Columns]) -> Iterator[tuple[object, ...]]:
    """Yield a docket's further facts, each with its hash behind it."""
    for fact in facts:
        before = link(before, fact)
        yield (*fact, before)


def chain_all(tx: Transaction) -> None:
    """Chain the facts of a ledger that was written before facts were chained."""
    ids = [row[0] for row in tx.rows("SELECT id FROM dockets ORDER BY id")]
    for start in range(0, len(ids), _CHUNK):
        facts = tx.rows(
            f"SELECT {COLUMNS} FROM entries "  # noqa: S608 - names of ours
            "WHERE docket = ANY(?) ORDER BY docket, n",
            ids[start : start + _CHUNK],
        )
        for _, own in groupby(map(tuple, facts), key=lambda fact: fact[0]):
            tx.run_many(
                "UPDATE entries SET chain = ? WHERE docket = ? AND n = ?",
                [(row[-1], row[0], row[1]) for row in linked(b"", own)],
            )
