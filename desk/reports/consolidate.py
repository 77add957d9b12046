"""Consolidate a campaign's reports: a version, unless nothing has changed."""

from datetime import datetime
from typing import NamedTuple

from desk.desk import Desk
from desk.reports.behind import behind, given_by, source_of
from desk.reports.levels import levels_flagged
from desk.season import Season
from desk.start import OFFICE, find, record
from ledger import campaigns, consolidations, dockets
from ledger.campaigns import CampaignRow
from ledger.errors import NotFoundError
from ledger.transaction import Transaction
from rules.reports.asked import asking
from rules.reports.changes import next_version
from rules.reports.consolidate import Basis, consolidate
from rules.reports.given import Given, counted
from rules.reports.locks import EVERYONE, is_locked
from rules.reports.owing import Owed, owed_reports
from schemas.consolidation import Consolidation, SourceReport
from schemas.entry import Entry, EntryKind
from schemas.errors import CampaignError
from schemas.indicator import Indicator


class NotConsolidatedError(CampaignError):
    """The campaign's reports were not consolidated, or not to that version."""


class Made(NamedTuple):
    """A version of a consolidation; `fresh` is False where nothing had changed."""

    consolidation: Consolidation
    fresh: bool


def consolidate_reports(desk: Desk, name: str, now: datetime) -> Made:
    """Make the next version of what a campaign's reports come to, if they changed.

    One transaction. The office's docket is locked first, so that versions follow one
    another; agencies go on reporting, and what they report meanwhile is in the next.
    Raises UnknownCampaignError, NotIssuedError.
    """
    with desk.ledger.write() as tx:
        row = find(tx, name)
        season = desk.seasons.of(tx, row)
        _wait_for_others(tx, row)
        before = consolidations.latest(tx, row.id)
        items = season.plan.indicators.items
        made = _consolidated(desk, tx, row, season, now)
        fresh = next_version(before, made, items, _Figures(tx, season, before, made))
        if fresh is None:
            return Made(before or made, fresh=False)
        consolidations.put(tx, row.id, fresh)
        version = f"{fresh.version}"
        record(tx, row.id, EntryKind.CONSOLIDATED, now, step=version)
        return Made(fresh, fresh=True)


def consolidation_of(desk: Desk, name: str, version: int | None) -> Consolidation:
    """Return a campaign's version, the last by default; errors as `consolidation`."""
    with desk.ledger.read() as tx:
        return consolidation(tx, find(tx, name), version)


def consolidation(
    tx: Transaction, row: CampaignRow, version: int | None
) -> Consolidation:
    """Return a version, the last by default; NotConsolidatedError if there is none."""
    try:
        made = (
            consolidations.latest(tx, row.id)
            if version is None
            else consolidations.get(tx, row.id, version)
        )
    except NotFoundError:
        made = None
    if made is None:
        last = consolidations.latest(tx, row.id)
        known = f"versions 1 to {last.version}" if last else "none"
        raise NotConsolidatedError(
            f"campaign {row.name}: no such consolidation (there are: {known}); make "
            f"one with `campaign consolidate {row.name}`"
        )
    return made


def _wait_for_others(tx: Transaction, row: CampaignRow) -> None:
    office = dockets.find(tx, row.id, OFFICE)
    if office is not None:
        dockets.lock(tx, office.id)


def _consolidated(
    desk: Desk, tx: Transaction, row: CampaignRow, season: Season, now: datetime
) -> Consolidation:
    rows = dockets.of(tx, row.id)
    # Nothing was appended in this transaction yet: what is folded here is numbered.
    every = desk.folded.of(tx, season, rows)
    office = every.pop(OFFICE)
    owed = list(owed_reports(every.values()))
    ids = {one.agency: one.id for one in rows}
    given = _given(tx, season, owed, ids)
    return consolidate(
        Basis(
            plan=season.plan,
            revision=row.revision,
            locked=is_locked(office.entries, EVERYONE),
            at=now,
        ),
        given,
        {one.docket.agency: one.on_time for one in owed},
        levels_flagged(desk, tx, season.plan, row.id, given),
    )


def _given(
    tx: Transaction, season: Season, owed: list[Owed], ids: dict[str, int]
) -> list[Given]:
    ask = asking(season.plan)
    sources = [_source(one, ids[one.docket.agency]) for one in owed]
    came = given_by(tx, season, dict(pair for pair in sources if pair))
    return [
        came[pair[0]].given
        if pair
        else Given(one.docket.agency, ask(one.docket.agency, one.docket.assignments))
        for one, pair in zip(owed, sources, strict=True)
    ]


def _source(one: Owed, docket: int) -> tuple[SourceReport, Entry] | None:
    """Return what counts of a report that is owed, None where nothing does."""
    fact = counted(one.docket.standing, one.duty.duty)
    return fact and (source_of(one.docket.agency, docket, fact), fact)


class _Figures:
    """What reports gave that count in one of two versions and not in the other."""

    def __init__(
        self,
        tx: Transaction,
        season: Season,
        before: Consolidation | None,
        now: Consolidation,
    ) -> None:
        old, new = set(before.sources if before else ()), set(now.sources)
        # One by one: a report amended has two versions in one docket.
        self._came = {
            **behind(tx, season, old - new),
            **behind(tx, season, new - old if before else ()),
        }

    def __call__(self, source: SourceReport, one: Indicator) -> int | None:
        """Return what a report gave of an indicator."""
        return self._came[source].given.figure(one)


def campaign_at(desk: Desk, tx: Transaction, made: Consolidation) -> Season:
    """Return the plan that was in force when a version was made."""
    row = campaigns.find(tx, made.campaign)
    if row is None:
        raise NotConsolidatedError(f"no campaign {made.campaign} in this ledger")
    return desk.seasons.of(tx, row._replace(revision=made.revision))
