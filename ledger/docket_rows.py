"""A docket as a row, and what its beat makes of it."""

from datetime import datetime
from typing import NamedTuple

from ledger.moments import moment_or_none
from ledger.row import Row
from schemas.assignment import Counts, DocketKind

SELECT = (
    'SELECT d.id, d.campaign, d.agency, d.kind, d."group", d.token, d.n, d.revision, '
    "d.wake, d.expected, d.confirmed, d.fulfilled, d.overdue, d.held FROM dockets d"
)


class DocketRow(NamedTuple):
    """A docket: `n` is its last fact, `revision` the plan it was last settled under.

    `group`, `token` and `held` (the reason) are empty where there is none.
    """

    id: int
    campaign: int
    agency: str
    kind: DocketKind
    group: str
    token: str
    n: int
    revision: int
    wake: datetime | None
    expected: int
    confirmed: int
    fulfilled: int
    overdue: int
    held: str


class Settled(NamedTuple):
    """A docket after its beat: `seen_n` was its last fact before, `n` is it now."""

    id: int
    seen_n: int
    n: int
    revision: int
    wake: datetime | None
    counts: Counts


def docket_of(row: Row) -> DocketRow:
    """Return the docket of a row of SELECT."""
    kind, wake = DocketKind(row[3]), moment_or_none(row[8])
    return DocketRow._make((*row[:3], kind, *row[4:8], wake, *row[9:]))
