"""The reports behind a consolidation, read again as they counted."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from desk.season import Season
from ledger import entries, reports
from ledger.transaction import Transaction
from rules.reports.asked import asking
from rules.reports.given import Given
from schemas.consolidation import SourceReport
from schemas.entry import Entry, EntryKind


class Behind(NamedTuple):
    """A report that counted, and when it was given."""

    at: datetime
    given: Given


def behind(
    tx: Transaction, season: Season, sources: Iterable[SourceReport]
) -> dict[SourceReport, Behind]:
    """Return what stands behind each source; facts and versions never change."""
    named = list(sources)
    facts = entries.of(tx, [one.docket for one in named])
    return given_by(tx, season, {one: facts[one.docket][one.n - 1] for one in named})


def given_by(
    tx: Transaction, season: Season, facts: Mapping[SourceReport, Entry]
) -> dict[SourceReport, Behind]:
    """Return what stands behind sources whose facts are read already."""
    kept = reports.at(tx, {one.docket: one.n for one in facts if one.version})
    ask = asking(season.plan)
    return {
        source: Behind(
            fact.at,
            Given(
                source.agency,
                ask(source.agency, season.assignments.get(source.agency, ())),
                source,
                kept[source.docket].report if source.version else None,
                nothing=fact.kind is EntryKind.NOTHING,
            ),
        )
        for source, fact in facts.items()
    }


def source_of(agency: str, docket: int, fact: Entry) -> SourceReport:
    """Return the source that a fact is; its version is 0 where it is no report."""
    version = int(fact.step) if fact.kind is EntryKind.REPORTED else 0
    return SourceReport(agency=agency, docket=docket, n=fact.n, version=version)
