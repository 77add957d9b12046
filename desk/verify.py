"""Check a campaign's ledger against its own facts, a chunk of dockets at a time."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from desk.desk import Desk
from desk.season import DRAFT, Season
from desk.start import find
from ledger import dockets, entries, letters
from ledger.campaigns import CampaignRow
from ledger.docket_rows import DocketRow
from ledger.transaction import Transaction
from rules import history
from rules.history import Kept, Violation
from schemas.assignment import Counts
from schemas.entry import Entry
from schemas.letter import Letter

CHUNK = 200


class Verified(NamedTuple):
    """What was looked at, and every promise that it breaks."""

    dockets: int = 0
    facts: int = 0
    letters: int = 0
    violations: tuple[Violation, ...] = ()


class _Found(NamedTuple):
    """A chunk as of one moment; `rows` are empty behind the last docket."""

    campaign: CampaignRow
    season: Season | None
    rows: list[DocketRow]
    facts: dict[int, tuple[Entry, ...]]
    letters: dict[int, list[Letter]]


def verify(desk: Desk, name: str, now: datetime, chunk: int = CHUNK) -> Verified:
    """Look for broken promises; UnknownCampaignError where there is no such campaign.

    Others may write meanwhile: what is wrong at the first look and not at the second
    was only half of somebody's commit (READ COMMITTED on PostgreSQL).
    """
    seen, after = Verified(), 0
    while (found := _read(desk, name, after, chunk)).rows:
        wrong = list(_violations(found, now))
        if wrong:
            again = set(_violations(_read(desk, name, after, chunk), now))
            wrong = [one for one in wrong if one in again]
        seen = Verified(
            seen.dockets + len(found.rows),
            seen.facts + sum(map(len, found.facts.values())),
            seen.letters + sum(map(len, found.letters.values())),
            (*seen.violations, *wrong),
        )
        after = found.rows[-1].id
    return seen


def _read(desk: Desk, name: str, after: int, chunk: int) -> _Found:
    with desk.ledger.read() as tx:
        campaign = find(tx, name)
        rows = dockets.page(tx, campaign.id, after, chunk)
        ids = [row.id for row in rows]
        season = _season(desk, tx, campaign)
        return _Found(
            campaign, season, rows, entries.of(tx, ids), letters.of_dockets(tx, ids)
        )


def _season(desk: Desk, tx: Transaction, campaign: CampaignRow) -> Season | None:
    return None if campaign.revision == DRAFT else desk.seasons.of(tx, campaign)


def _violations(found: _Found, now: datetime) -> Iterator[Violation]:
    """Yield what is wrong; before its issue a campaign owes nothing to anybody."""
    if found.season is None:
        return
    for row in found.rows:
        docket = found.season.docket(row.agency, row.kind, found.facts[row.id])
        yield from history.facts(docket)
        yield from history.letters(docket, found.campaign.name, found.letters[row.id])
        gone = _gone(found.season, row.agency)
        yield from history.withdrawn(row.agency, found.letters[row.id], gone)
        yield from history.state(docket, _kept(found.campaign, row), now)


def _gone(season: Season, agency: str) -> dict[str, datetime]:
    """Return since when an agency does not owe what amendments withdrew."""
    since = {one.revision: one.at for one in season.in_force.amendments}
    return {
        one.duty.id: since[one.revision]
        for one in season.in_force.withdrawn
        if agency in one.owners and one.revision in since
    }


def _kept(campaign: CampaignRow, row: DocketRow) -> Kept:
    settled = not row.held and row.revision == campaign.revision
    counts = Counts(row.expected, row.confirmed, row.fulfilled, row.overdue)
    return Kept(row.n, row.wake, counts, settled)
