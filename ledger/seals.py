"""Seals: one a day and campaign, over what its dockets have come to, never changed.

A seal is taken a few dockets at a time, so that nobody waits for it; it counts once its
digest is there, and whoever takes it after a crash goes on with what was taken.
"""

from datetime import datetime
from hashlib import sha256

from ledger.moments import moment, seconds
from ledger.row import Row
from ledger.transaction import Transaction
from schemas.seal import Head, Seal

_Kept = tuple[str, int, str, bytes]
"""A record as a seal has it: part, home, name, digest."""
_SEALS = "SELECT n, at, facts, records, digest FROM seals WHERE campaign = ?"


def last(tx: Transaction, campaign: int, upto: datetime | None = None) -> Seal | None:
    """Return a campaign's last seal, or its last one at a moment."""
    until = "" if upto is None else " AND at <= ?"
    moments = () if upto is None else (seconds(upto),)
    query = f"{_SEALS}{until} ORDER BY n DESC LIMIT 1"
    row = tx.row(query, campaign, *moments)
    return None if row is None else _seal(row)


def every(tx: Transaction, campaign: int) -> list[Seal]:
    """Return a campaign's seals, the first one first."""
    return [_seal(row) for row in tx.rows(_SEALS + " ORDER BY n", campaign)]


def stale(tx: Transaction, since: datetime) -> list[int]:
    """Return the campaigns that were not sealed since a moment."""
    rows = tx.rows(
        "SELECT c.id FROM campaigns c WHERE coalesce((SELECT s.at FROM seals s "
        "WHERE s.campaign = c.id ORDER BY s.n DESC LIMIT 1), 0) < ? ORDER BY c.id",
        seconds(since),
    )
    return [int(row[0]) for row in rows]


def take_heads(tx: Transaction, seal: int, dockets: list[int]) -> None:
    """Take into a seal how far dockets have come, those that moved on since the last.

    What was taken into the same seal before stays.
    """
    tx.run(
        "INSERT INTO seal_heads (docket, seal, n) SELECT d.id, ?, d.n FROM dockets d "
        "WHERE d.id = ANY(?) AND d.n > coalesce((SELECT h.n FROM seal_heads h "
        "WHERE h.docket = d.id ORDER BY h.seal DESC LIMIT 1), 0) "
        "ON CONFLICT DO NOTHING",
        seal,
        dockets,
    )


def close(
    tx: Transaction, campaign: int, before: Seal | None, n: int, at: datetime
) -> None:
    """Finish the seal that follows one, over what was taken into it."""
    records = _digests(tx, campaign, n)
    seal = Seal(n, at, _facts(tx, campaign), len(records), b"")
    taken = heads(tx, campaign, n)
    digest = _digest(before.digest if before else b"", seal, taken, records)
    tx.insert(
        "INSERT INTO seals (campaign, n, at, facts, records, digest) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [(campaign, n, seconds(at), seal.facts, seal.records, digest)],
    )


def digest_of(
    tx: Transaction, campaign: int, before: bytes, seal: Seal, taken: list[Head]
) -> bytes:
    """Return a seal's digest as it comes out of what the ledger holds of it now."""
    return _digest(before, seal, taken, _digests(tx, campaign, seal.n))


def _digest(
    before: bytes, seal: Seal, taken: list[Head], records: list[_Kept]
) -> bytes:
    """Return SHA-256 of the digest `before` and of the seal, a line for each part.

    First number, moment (epoch seconds) and counts, then each head, then each record.
    """
    counts = f"{seal.n} {seconds(seal.at)} {seal.facts} {seal.records}\n"
    digest = sha256(before + counts.encode())
    for head in taken:
        digest.update(f"{head.docket} {head.n} {head.chain.hex()}\n".encode())
    for part, home, name, kept in records:
        digest.update(f"{part} {home} {name} {kept.hex()}\n".encode())
    return digest.digest()


def heads(tx: Transaction, campaign: int, seal: int) -> list[Head]:
    """Return how far a seal goes in each docket that it was taken over."""
    rows = tx.rows(
        "SELECT h.docket, h.n, e.chain FROM dockets d "
        "JOIN seal_heads h ON h.docket = d.id AND h.seal = ? "
        "LEFT JOIN entries e ON e.docket = h.docket AND e.n = h.n "
        "WHERE d.campaign = ? ORDER BY h.docket",
        seal,
        campaign,
    )
    return [Head(docket, n, bytes(chain or b"")) for docket, n, chain in rows]


def reached(tx: Transaction, docket: int) -> list[tuple[int, datetime]]:
    """Return up to which fact a docket was sealed, and when, the first time first."""
    rows = tx.rows(
        "SELECT h.n, s.at FROM seal_heads h JOIN dockets d ON d.id = h.docket "
        "JOIN seals s ON s.campaign = d.campaign AND s.n = h.seal "
        "WHERE h.docket = ? ORDER BY h.seal",
        docket,
    )
    return [(n, moment(at)) for n, at in rows]


def _facts(tx: Transaction, campaign: int) -> int:
    """Return over how many facts a campaign's seals go."""
    row = tx.row(
        "SELECT coalesce(sum((SELECT max(h.n) FROM seal_heads h "
        "WHERE h.docket = d.id)), 0) FROM dockets d WHERE d.campaign = ?",
        campaign,
    )
    return int(row[0]) if row else 0


def _digests(tx: Transaction, campaign: int, seal: int) -> list[_Kept]:
    rows = tx.rows(
        "SELECT part, home, name, digest FROM seal_records "
        "WHERE campaign = ? AND seal = ?",
        campaign,
        seal,
    )
    # Sorted here: databases differ in the order of texts.
    return sorted((part, home, name, bytes(kept)) for part, home, name, kept in rows)


def _seal(row: Row) -> Seal:
    n, at, facts, records, digest = row
    return Seal(n, moment(at), facts, records, bytes(digest))
