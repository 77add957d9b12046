"""Reports being written: each save is kept until a report is submitted."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.engine import Row

from ledger.moments import moment, seconds
from ledger.transaction import Transaction


class SavedDraft(NamedTuple):
    """A draft as it was saved for the `saved`th time; `body` is JSON."""

    saved: int
    at: datetime
    body: str


def save(tx: Transaction, docket: int, body: str, at: datetime) -> int:
    """Save a draft of a docket the caller has locked; return which save it is."""
    row = tx.row("SELECT max(saved) FROM drafts WHERE docket = ?", docket)
    saved = 1 + (int(row[0] or 0) if row else 0)
    tx.insert(
        "INSERT INTO drafts (docket, saved, at, body) VALUES (?, ?, ?, ?)",
        [(docket, saved, seconds(at), body)],
    )
    return saved


def latest(tx: Transaction, docket: int) -> SavedDraft | None:
    """Return the draft as it was saved last."""
    row = tx.row(
        "SELECT saved, at, body FROM drafts WHERE docket = ? "
        "ORDER BY saved DESC LIMIT 1",
        docket,
    )
    return None if row is None else _saved(row)


def get(tx: Transaction, docket: int, saved: int) -> SavedDraft | None:
    """Return the draft as it was saved for that time, while it is kept."""
    row = tx.row(
        "SELECT saved, at, body FROM drafts WHERE docket = ? AND saved = ?",
        docket,
        saved,
    )
    return None if row is None else _saved(row)


def forget(tx: Transaction, docket: int, through: int) -> None:
    """Forget what was saved up to that time: it was submitted."""
    tx.run("DELETE FROM drafts WHERE docket = ? AND saved <= ?", docket, through)


def _saved(row: Row[Any]) -> SavedDraft:
    return SavedDraft(row.saved, moment(row.at), row.body)
