"""Dockets: one agency's place in one campaign, when it wakes, what it counts."""

from collections.abc import Iterable
from datetime import datetime

from ledger.docket_rows import SELECT, DocketRow, Settled, docket_of
from ledger.errors import ConflictError, NotFoundError
from ledger.moments import moment, seconds, seconds_or_none
from ledger.row import Row
from ledger.transaction import Transaction
from schemas.assignment import DocketKind


def add(
    tx: Transaction,
    campaign: int,
    dockets: Iterable[tuple[str, DocketKind, str, str]],
    wake: datetime | None,
) -> None:
    """Add dockets (agency, kind, group, token), none of them settled yet.

    Raises DuplicateKeyError for an agency or a token that has one.
    """
    at = None if wake is None else seconds(wake)
    tx.insert(
        'INSERT INTO dockets (campaign, agency, kind, "group", token, wake, n, '
        "revision, expected, confirmed, fulfilled, overdue, held) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (campaign, agency, kind.value, group, token, at, 0, 0, 0, 0, 0, 0, "")
            for agency, kind, group, token in dockets
        ],
    )


def get(tx: Transaction, docket_id: int) -> DocketRow:
    """Return a docket; raise NotFoundError where there is none."""
    return _one(tx.row(SELECT + " WHERE d.id = ?", docket_id), docket_id)


def among(tx: Transaction, docket_ids: Iterable[int]) -> dict[int, DocketRow]:
    """Return dockets by their id."""
    rows = tx.rows(SELECT + " WHERE d.id = ANY(?)", sorted(docket_ids))
    return {row.id: docket_of(row) for row in rows}


def lock(tx: Transaction, docket_id: int) -> DocketRow:
    """Return a docket once nobody else writes to it."""
    row = tx.row(SELECT + " WHERE d.id = ? FOR UPDATE", docket_id)
    return _one(row, docket_id)


def lock_all(tx: Transaction, docket_ids: Iterable[int]) -> dict[int, DocketRow]:
    """Return dockets by their id once nobody else writes to any of them.

    Who writes to several locks them all at once, and before any of their letters: one
    order for everybody, so that none waits in a circle.
    """
    rows = tx.rows(
        SELECT + " WHERE d.id = ANY(?) ORDER BY d.id FOR UPDATE", sorted(docket_ids)
    )
    return {row.id: docket_of(row) for row in rows}


def find(tx: Transaction, campaign: int, agency: str) -> DocketRow | None:
    """Return an agency's docket."""
    row = tx.row(SELECT + " WHERE d.campaign = ? AND d.agency = ?", campaign, agency)
    return None if row is None else docket_of(row)


def elsewhere(tx: Transaction, row: DocketRow, limit: int) -> list[tuple[int, int]]:
    """Return campaign and docket of an agency's reports in other campaigns.

    Those of the newest campaigns come first.
    """
    rows = tx.rows(
        "SELECT d.campaign, d.id FROM dockets d "
        "WHERE d.agency = ? AND d.campaign <> ? "
        "AND EXISTS (SELECT 1 FROM reports r WHERE r.docket = d.id) "
        "ORDER BY d.campaign DESC LIMIT ?",
        row.agency,
        row.campaign,
        limit,
    )
    return [(campaign, docket) for campaign, docket in rows]


def by_token(tx: Transaction, token: str) -> DocketRow | None:
    """Return the docket a link opens."""
    row = tx.row(SELECT + " WHERE d.token = ? AND d.token <> ''", token)
    return None if row is None else docket_of(row)


def of(tx: Transaction, campaign: int) -> list[DocketRow]:
    """Return a campaign's dockets in the order they were added."""
    rows = tx.rows(SELECT + " WHERE d.campaign = ? ORDER BY d.id", campaign)
    return [docket_of(row) for row in rows]


def page(tx: Transaction, campaign: int, after: int, limit: int) -> list[DocketRow]:
    """Return a campaign's next dockets behind the id `after`, in the order of ids."""
    rows = tx.rows(
        SELECT + " WHERE d.campaign = ? AND d.id > ? ORDER BY d.id LIMIT ?",
        campaign,
        after,
        limit,
    )
    return [docket_of(row) for row in rows]


def next_wake(tx: Transaction) -> datetime | None:
    """Return the earliest moment at which any docket has something to say."""
    row = tx.row(
        "SELECT wake FROM dockets WHERE wake IS NOT NULL ORDER BY wake LIMIT 1"
    )
    return None if row is None else moment(row[0])


def any_due(tx: Transaction, now: datetime) -> bool:
    """Tell whether a docket has woken or lies behind its campaign's revision."""
    woken = tx.row(
        "SELECT wake FROM dockets WHERE wake <= ? ORDER BY wake LIMIT 1", seconds(now)
    )
    return woken is not None or bool(amended(tx))


def count_due(
    tx: Transaction, now: datetime, kinds: Iterable[DocketKind] = tuple(DocketKind)
) -> int:
    """Return how many dockets have woken or lie behind their campaign's revision."""
    at, wanted = seconds(now), [kind.value for kind in kinds]
    counted = tx.rows(
        "SELECT count(*) FROM dockets WHERE wake <= ? AND kind = ANY(?)", at, wanted
    )
    for campaign, revision in amended(tx):
        counted += tx.rows(
            "SELECT count(*) FROM dockets WHERE campaign = ? AND revision < ? "
            "AND held = '' AND (wake IS NULL OR wake > ?) AND kind = ANY(?)",
            campaign,
            revision,
            at,
            wanted,
        )
    return sum(row[0] for row in counted)


def lock_due(
    tx: Transaction,
    now: datetime,
    limit: int = 500,
    kinds: Iterable[DocketKind] = (DocketKind.AGENCY, DocketKind.GROUP),
) -> list[DocketRow]:
    """Lock and return due dockets of these kinds that nobody else holds.

    First those that have woken, the earliest first, then those that lie behind their
    campaign's revision.
    """
    at, wanted = seconds(now), [kind.value for kind in kinds]
    due = tx.rows(
        SELECT + " WHERE d.wake <= ? AND d.kind = ANY(?) "
        "ORDER BY d.wake, d.id LIMIT ? FOR UPDATE SKIP LOCKED",
        at,
        wanted,
        limit,
    )
    for campaign, revision in amended(tx) if len(due) < limit else ():
        due += tx.rows(
            SELECT + " WHERE d.campaign = ? AND d.revision < ? AND d.held = '' "
            "AND (d.wake IS NULL OR d.wake > ?) AND d.kind = ANY(?) "
            "ORDER BY d.revision, d.id LIMIT ? FOR UPDATE SKIP LOCKED",
            campaign,
            revision,
            at,
            wanted,
            limit - len(due),
        )
    return [docket_of(row) for row in due]


def amended(tx: Transaction) -> list[tuple[int, int]]:
    """Return the campaigns, with their revision, that have dockets behind it.

    One look into the index per campaign: joined, PostgreSQL walks all dockets.
    """
    rows = tx.rows(
        "SELECT c.id, c.revision FROM campaigns c WHERE c.revision > "
        "(SELECT min(revision) FROM dockets WHERE campaign = c.id AND held = '')"
    )
    return sorted((row.id, row.revision) for row in rows)


def settle(tx: Transaction, settled: Iterable[Settled]) -> None:
    """Record what dockets have become; a held one keeps sleeping.

    Raises ConflictError when one has moved on since it was read.
    """
    rows = sorted(settled)
    changed = tx.run_given(
        "UPDATE dockets AS d SET n = g.n, revision = g.revision, "
        "expected = g.expected, confirmed = g.confirmed, fulfilled = g.fulfilled, "
        "overdue = g.overdue, wake = CASE WHEN d.held = '' THEN g.wake END "
        "FROM GIVEN(id, seen_n, n, revision, expected, confirmed, fulfilled, overdue, "
        "wake) AS g WHERE d.id = g.id AND d.n = g.seen_n",
        [(*row[:4], *row.counts, seconds_or_none(row.wake)) for row in rows],
    )
    if changed != len(rows):
        raise ConflictError(
            f"{len(rows) - changed} of {len(rows)} dockets have moved on; read again"
        )


def advance(tx: Transaction, docket_id: int, n: int, at: datetime | None) -> None:
    """Record a locked docket's new last fact, and wake it at `at` or earlier."""
    if not tx.run("UPDATE dockets SET n = ? WHERE id = ? AND n < ?", n, docket_id, n):
        raise ConflictError(f"Docket {docket_id} has moved on; read again")
    if at is not None:
        wake(tx, docket_id, at)


def wake(tx: Transaction, docket_id: int, at: datetime) -> None:
    """Wake a docket at `at` or earlier; a held one sleeps on."""
    tx.run(
        "UPDATE dockets SET wake = ? "
        "WHERE id = ? AND held = '' AND (wake IS NULL OR wake > ?)",
        seconds(at),
        docket_id,
        seconds(at),
    )


def hold(tx: Transaction, docket_id: int, reason: str) -> None:
    """Let a docket sleep until a person releases it."""
    tx.run("UPDATE dockets SET held = ?, wake = NULL WHERE id = ?", reason, docket_id)


def release(tx: Transaction, docket_id: int, at: datetime) -> None:
    """Release a held docket, to be decided at `at`."""
    tx.run(
        "UPDATE dockets SET held = '', wake = ? WHERE id = ? AND held <> ''",
        seconds(at),
        docket_id,
    )


def rotate(tx: Transaction, docket_id: int, token: str) -> None:
    """Give a docket a new link; the old one opens nothing any more."""
    tx.run("UPDATE dockets SET token = ? WHERE id = ?", token, docket_id)


def _one(row: Row | None, docket_id: int) -> DocketRow:
    if row is None:
        raise NotFoundError(f"The ledger has no docket {docket_id}")
    return docket_of(row)
