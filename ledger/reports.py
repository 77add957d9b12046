"""Reports as they were submitted: a version for each fact that says so."""

from collections.abc import Iterable, Mapping

from ledger.row import Row
from ledger.transaction import Transaction
from schemas.report import Filed, Report

_SELECT = "SELECT r.docket, r.n, r.version, r.body FROM reports r"


def put(tx: Transaction, filed: Filed) -> None:
    """Keep a version beside the fact that submitted it."""
    tx.insert(
        "INSERT INTO reports (docket, n, version, body) VALUES (?, ?, ?, ?)",
        [(filed.docket, filed.n, filed.version, filed.report.model_dump_json())],
    )


def of(tx: Transaction, docket: int) -> list[Filed]:
    """Return all versions of a docket's report, the first one first."""
    return [
        _filed(r) for r in tx.rows(_SELECT + " WHERE r.docket = ? ORDER BY r.n", docket)
    ]


def last(tx: Transaction, docket: int) -> Filed | None:
    """Return the last version of a docket's report."""
    row = tx.row(_SELECT + " WHERE r.docket = ? ORDER BY r.n DESC LIMIT 1", docket)
    return None if row is None else _filed(row)


def at(tx: Transaction, facts: Mapping[int, int]) -> dict[int, Filed]:
    """Return for each docket the version that one of its facts submitted."""
    rows = tx.rows(_SELECT + " WHERE r.docket = ANY(?)", list(facts))
    return {row.docket: _filed(row) for row in rows if facts[row.docket] == row.n}


def in_campaign(tx: Transaction, campaign: int) -> Iterable[Filed]:
    """Return every version of every report of a campaign."""
    rows = tx.rows(
        _SELECT + " JOIN dockets d ON d.id = r.docket WHERE d.campaign = ? "
        "ORDER BY r.docket, r.n",
        campaign,
    )
    return [_filed(row) for row in rows]


def _filed(row: Row) -> Filed:
    docket, n, version, body = row
    return Filed(docket, n, version, Report.model_validate_json(body))
