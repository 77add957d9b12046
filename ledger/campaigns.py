"""Campaigns: their plan revision by revision, and the agencies beside it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ledger.errors import ConflictError, DuplicateKeyError, NotFoundError
from ledger.row import Row
from ledger.transaction import Transaction

_CAMPAIGNS = "SELECT id, name, revision FROM campaigns"


class CampaignRow(NamedTuple):
    """A campaign; `revision` is that of its plan in force, 0 while there is none."""

    id: int
    name: str
    revision: int


def add(tx: Transaction, name: str) -> int:
    """Add a campaign and return its id; raise DuplicateKeyError for a name in use."""
    row = tx.row(
        "INSERT INTO campaigns (name, revision) VALUES (?, 0) "
        "ON CONFLICT DO NOTHING RETURNING id",
        name,
    )
    if row is None:
        raise DuplicateKeyError(name)
    return int(row[0])


def find(tx: Transaction, name: str) -> CampaignRow | None:
    """Return the campaign of that name."""
    row = tx.row(_CAMPAIGNS + " WHERE name = ?", name)
    return None if row is None else CampaignRow._make(row)


def get(tx: Transaction, campaign: int) -> CampaignRow:
    """Return a campaign; raise NotFoundError where there is none."""
    return _one(tx.row(_CAMPAIGNS + " WHERE id = ?", campaign), campaign)


def share(tx: Transaction, campaign: int) -> None:
    """Keep a campaign from being locked meanwhile; others may share it."""
    tx.row(_CAMPAIGNS + " WHERE id = ? FOR SHARE", campaign)


def lock(tx: Transaction, campaign: int) -> CampaignRow:
    """Return a campaign once nobody shares it, and keep others from it.

    Rows that only refer to the campaign are still added meanwhile.
    """
    row = tx.row(_CAMPAIGNS + " WHERE id = ? FOR NO KEY UPDATE", campaign)
    return _one(row, campaign)


def every(tx: Transaction) -> list[CampaignRow]:
    """Return all campaigns in the order they were added."""
    return [CampaignRow._make(row) for row in tx.rows(_CAMPAIGNS + " ORDER BY id")]


def put_plan(tx: Transaction, campaign: int, revision: int, body: str) -> None:
    """Add a revision of the plan, from now on the one in force.

    Raises ConflictError when that revision is there already.
    """
    added = tx.run(
        "INSERT INTO plans (campaign, revision, body) VALUES (?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        campaign,
        revision,
        body,
    )
    if not added:
        raise ConflictError(f"Campaign {campaign} has a revision {revision} already")
    tx.run(
        "UPDATE campaigns SET revision = ? WHERE id = ? AND revision < ?",
        revision,
        campaign,
        revision,
    )


def plan_body(tx: Transaction, campaign: int, revision: int) -> str:
    """Return a revision of the plan; raise NotFoundError where there is none."""
    row = tx.row(
        "SELECT body FROM plans WHERE campaign = ? AND revision = ?",
        campaign,
        revision,
    )
    if row is None:
        raise NotFoundError(f"Campaign {campaign} has no revision {revision}")
    return str(row[0])


def put_agencies(tx: Transaction, campaign: int, bodies: Mapping[str, str]) -> None:
    """Add agencies or replace what was known of them."""
    tx.run(
        "DELETE FROM agencies WHERE campaign = ? AND id = ANY(?)",
        campaign,
        list(bodies),
    )
    tx.insert(
        "INSERT INTO agencies (campaign, id, body) VALUES (?, ?, ?)",
        [(campaign, agency, body) for agency, body in sorted(bodies.items())],
    )


def agency_bodies(
    tx: Transaction, campaign: int, ids: Iterable[str] | None = None
) -> dict[str, str]:
    """Return what is known of the agencies named, or of all."""
    query = "SELECT id, body FROM agencies WHERE campaign = ?"
    if ids is None:
        rows = tx.rows(query + " ORDER BY id", campaign)
    else:
        rows = tx.rows(query + " AND id = ANY(?) ORDER BY id", campaign, list(ids))
    return {row.id: row.body for row in rows}


def _one(row: Row | None, campaign: int) -> CampaignRow:
    if row is None:
        raise NotFoundError(f"The ledger has no campaign {campaign}")
    return CampaignRow._make(row)
