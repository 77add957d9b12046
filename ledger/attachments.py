"""What agencies attach to their reports, kept in parts: nothing holds a whole file."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from ledger.moments import moment, seconds
from ledger.transaction import Transaction

PART = 256_000
"""Bytes of a part."""
_COLUMNS = "id, docket, at, name, media_type, extension, size, digest"


class Kept(NamedTuple):
    """A file of a docket; `name` is what the agency calls it, empty once purged.

    `size` in bytes, `digest` the SHA-256 of its content in hex.
    """

    id: str
    docket: int
    at: datetime
    name: str
    media_type: str
    extension: str
    size: int
    digest: str


def put(tx: Transaction, kept: Kept, parts: Iterable[bytes]) -> None:
    """Keep a file, its parts as they come, none larger than PART."""
    tx.insert(
        f"INSERT INTO attachments ({_COLUMNS}) "  # noqa: S608 - names of ours
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(kept.id, kept.docket, seconds(kept.at), *kept[3:])],
    )
    for n, content in enumerate(parts):
        row = (kept.id, n, content)
        tx.insert(
            "INSERT INTO attachment_parts (attachment, part, content) VALUES (?, ?, ?)",
            [row],
        )


def of(tx: Transaction, docket: int) -> dict[str, Kept]:
    """Return the files of a docket by their ids, the oldest first."""
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM attachments "  # noqa: S608 - names of ours
        "WHERE docket = ? ORDER BY at, id",
        docket,
    )
    return {id: Kept(id, of, moment(at), *told) for id, of, at, *told in rows}


def part(tx: Transaction, attachment: str, n: int) -> bytes | None:
    """Return a part of a file, the first one is 0; None behind the last one."""
    row = tx.row(
        "SELECT content FROM attachment_parts WHERE attachment = ? AND part = ?",
        attachment,
        n,
    )
    return None if row is None else row.content


def remove(tx: Transaction, attachment: str) -> None:
    """Forget a file, as if it had never come."""
    tx.run("DELETE FROM attachment_parts WHERE attachment = ?", attachment)
    tx.run("DELETE FROM attachments WHERE id = ?", attachment)


def purge(tx: Transaction, campaign: int) -> None:
    """Forget what a campaign's files hold and were called; reports still count them."""
    dockets = "(SELECT id FROM dockets WHERE campaign = ?)"
    tx.run(
        "DELETE FROM attachment_parts WHERE attachment IN "  # noqa: S608 - ours
        f"(SELECT id FROM attachments WHERE docket IN {dockets})",
        campaign,
    )
    tx.run(
        f"UPDATE attachments SET name = '' WHERE docket IN {dockets}",  # noqa: S608
        campaign,
    )
