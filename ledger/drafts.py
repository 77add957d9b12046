"""Reports being written: the last save is kept until a report is submitted."""

from datetime import datetime
from typing import NamedTuple

from ledger.moments import moment, seconds
from ledger.row import Row
from ledger.transaction import Transaction

_SELECT = "SELECT saved, at, body FROM drafts WHERE docket = ? "
_NOTHING = ""


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
    """Return the draft as it was saved last, None where nothing is being written."""
    row = tx.row(_SELECT + "ORDER BY saved DESC LIMIT 1", docket)
    return _saved(row)


def get(tx: Transaction, docket: int, saved: int) -> SavedDraft | None:
    """Return the draft as it was saved for that time, while it is kept."""
    return _saved(tx.row(_SELECT + "AND saved = ?", docket, saved))


def end(tx: Transaction, docket: int, saved: int, at: datetime, keep: datetime) -> None:
    """End what was saved up to that time: it was submitted.

    What was saved since `keep` may still stand on somebody's page and is forgotten by
    a later end; a draft that was saved since goes on.
    """
    now = latest(tx, docket)
    if now is not None and now.saved <= saved:
        save(tx, docket, _NOTHING, at)
    tx.run(
        "DELETE FROM drafts WHERE docket = ? AND saved <= ? AND at < ?",
        docket,
        saved,
        seconds(keep),
    )


def forget(tx: Transaction, docket: int, before: datetime) -> None:
    """Forget what was saved before a moment, but for the last save."""
    now = latest(tx, docket)
    tx.run(
        "DELETE FROM drafts WHERE docket = ? AND saved < ? AND at < ?",
        docket,
        now.saved if now else 0,
        seconds(before),
    )


def _saved(row: Row | None) -> SavedDraft | None:
    if row is None or row.body == _NOTHING:
        return None
    return SavedDraft(row.saved, moment(row.at), row.body)
