"""Small files of a campaign, as the signed plan."""

from hashlib import sha256
from typing import NamedTuple

from ledger.errors import LedgerDamagedError
from ledger.transaction import Transaction


class File(NamedTuple):
    """A file's bytes and what they are."""

    name: str
    media_type: str
    content: bytes


def put(
    tx: Transaction, campaign: int, name: str, media_type: str, content: bytes
) -> None:
    """Keep a file under its name; the one of that name before is replaced."""
    tx.run(
        "INSERT INTO files (campaign, name, media_type, content, digest) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (campaign, name) DO UPDATE "
        "SET media_type = excluded.media_type, content = excluded.content, "
        "digest = excluded.digest",
        campaign,
        name,
        media_type,
        content,
        sha256(content).hexdigest(),
    )


def names(tx: Transaction, campaign: int) -> frozenset[str]:
    """Return the names of a campaign's files."""
    rows = tx.rows("SELECT name FROM files WHERE campaign = ?", campaign)
    return frozenset(row.name for row in rows)


def get(tx: Transaction, campaign: int, name: str) -> File | None:
    """Return a campaign's file of that name.

    Raises LedgerDamagedError where it is not what was kept: SQLite's own check sees no
    damage within a content.
    """
    row = tx.row(
        "SELECT name, media_type, content, digest FROM files "
        "WHERE campaign = ? AND name = ?",
        campaign,
        name,
    )
    if row is None:
        return None
    *kept, digest = row
    file = File(*kept)
    if digest and digest != sha256(file.content).hexdigest():
        raise LedgerDamagedError(
            f"The file {name} in the ledger is not what was kept there; restore a "
            "backup: docs/operations.md says how"
        )
    return file
