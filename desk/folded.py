"""Dockets with their facts folded, kept by the number of their last fact."""

from collections.abc import Iterable

from desk.season import Season
from ledger import entries
from ledger.docket_rows import DocketRow
from ledger.transaction import Transaction
from rules.docket import Docket
from rules.extended import moved
from schemas.entry import Entry

_AT_MOST = 3000
"""Dockets that are kept at a time: those of a large campaign, not a country's."""


class Folded:
    """The dockets of one ledger that were read last.

    A fact is numbered and never changes: a docket at the same number, under the same
    revision of the plan, stands where it stood, whoever else writes.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, int, Docket]] = {}

    def of(
        self, tx: Transaction, season: Season, rows: Iterable[DocketRow]
    ) -> dict[str, Docket]:
        """Return dockets by agency, extended deadlines moved; `tx` only reads.

        Who writes folds for itself: a fact that is rolled back was never numbered.
        """
        wanted = list(rows)
        known = {row.id: self._known(season, row) for row in wanted}
        facts = entries.of(tx, [one for one, docket in known.items() if docket is None])
        return {
            row.agency: known[row.id] or self._fold(season, row, facts[row.id])
            for row in wanted
        }

    def _known(self, season: Season, row: DocketRow) -> Docket | None:
        n, revision, docket = self._kept.get(row.id, (None, None, None))
        same = (n, revision) == (row.n, season.in_force.revision)
        return docket if same else None

    def _fold(self, season: Season, row: DocketRow, facts: tuple[Entry, ...]) -> Docket:
        docket = moved(season.docket(row.agency, row.kind, facts))
        if len(self._kept) >= _AT_MOST:
            self._kept.clear()
        # Facts may have come since the row was read: they tell which number this is.
        last = facts[-1].n if facts else 0
        self._kept[row.id] = (last, season.in_force.revision, docket)
        return docket
