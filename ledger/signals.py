"""What dockets have to tell their campaign's office, until it has taken note."""

from collections.abc import Iterable

from ledger.transaction import Transaction
from schemas.action import Signal
from schemas.entry import EntryKind


def put(tx: Transaction, campaign: int, signals: Iterable[tuple[str, Signal]]) -> None:
    """Leave signals of agencies for the office's docket."""
    tx.insert(
        "INSERT INTO signals (campaign, agency, kind, key, duty, step) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            (campaign, agency, signal.kind.value, *signal[1:])
            for agency, signal in signals
        ],
    )


def any_waiting(tx: Transaction) -> bool:
    """Tell whether something was left that the office has not taken note of."""
    return tx.row("SELECT id FROM signals LIMIT 1") is not None


def take(tx: Transaction, limit: int = 500) -> list[tuple[int, str, Signal]]:
    """Take out (campaign, agency, signal), the oldest first; two takers queue up."""
    rows = tx.rows(
        "SELECT id, campaign, agency, kind, key, duty, step FROM signals "
        "ORDER BY id LIMIT ? FOR UPDATE",
        limit,
    )
    tx.run("DELETE FROM signals WHERE id = ANY(?)", [row.id for row in rows])
    return [
        (campaign, agency, Signal(EntryKind(kind), *texts))
        for _, campaign, agency, kind, *texts in rows
    ]
