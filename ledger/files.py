"""Small files of a campaign, as the signed plan."""

from typing import NamedTuple

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
        "INSERT INTO files (campaign, name, media_type, content) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (campaign, name) DO UPDATE "
        "SET media_type = excluded.media_type, content = excluded.content",
        campaign,
        name,
        media_type,
        content,
    )


def names(tx: Transaction, campaign: int) -> frozenset[str]:
    """Return the names of a campaign's files."""
    rows = tx.rows("SELECT name FROM files WHERE campaign = ?", campaign)
    return frozenset(row.name for row in rows)


def get(tx: Transaction, campaign: int, name: str) -> File | None:
    """Return a campaign's file of that name."""
    row = tx.row(
        "SELECT name, media_type, content FROM files WHERE campaign = ? AND name = ?",
        campaign,
        name,
    )
    return None if row is None else File._make(row)
