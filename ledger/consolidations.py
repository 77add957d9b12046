"""Consolidations of a campaign: a version each, never changed."""

from ledger.errors import NotFoundError
from ledger.moments import seconds
from ledger.transaction import Transaction
from schemas.consolidation import Consolidation

_SELECT = "SELECT body FROM consolidations WHERE campaign = ?"


def put(tx: Transaction, campaign: int, made: Consolidation) -> None:
    """Keep a version; DuplicateKeyError for one that is there."""
    row = (campaign, made.version, seconds(made.at), made.model_dump_json())
    tx.insert(
        "INSERT INTO consolidations (campaign, version, at, body) VALUES (?, ?, ?, ?)",
        [row],
    )


def latest(tx: Transaction, campaign: int) -> Consolidation | None:
    """Return the last version, None where there is none."""
    row = tx.row(_SELECT + " ORDER BY version DESC LIMIT 1", campaign)
    return None if row is None else Consolidation.model_validate_json(row[0])


def get(tx: Transaction, campaign: int, version: int) -> Consolidation:
    """Return a version; raise NotFoundError where there is none."""
    row = tx.row(_SELECT + " AND version = ?", campaign, version)
    if row is None:
        raise NotFoundError(f"campaign {campaign} has no consolidation {version}")
    return Consolidation.model_validate_json(row[0])


def rests_on(tx: Transaction, campaign: int) -> frozenset[tuple[int, int]]:
    """Return the versions, by docket and fact, behind the last consolidation."""
    last = latest(tx, campaign)
    return (
        frozenset((one.docket, one.n) for one in last.sources) if last else frozenset()
    )
