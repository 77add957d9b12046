"""Check a campaign's ledger against its own facts, a chunk of dockets at a time."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from desk.desk import Desk
from desk.season import DRAFT, Season
from desk.start import find
from ledger import dockets, entries, letters, records, seals
from ledger.campaigns import CampaignRow
from ledger.docket_rows import DocketRow
from ledger.transaction import Transaction
from rules import history
from rules import seals as sealing
from rules.history import Kept, Violation
from schemas.assignment import Counts
from schemas.entry import Entry
from schemas.letter import Letter
from schemas.seal import Head, Link, Record, Seal

CHUNK = 200


class Verified(NamedTuple):
    """What was looked at, and every promise that it breaks.

    `seals` were taken of the campaign, the last one as people read it in `code`;
    `forgotten` counts what was sealed and purged since.
    """

    dockets: int = 0
    facts: int = 0
    letters: int = 0
    violations: tuple[Violation, ...] = ()
    seals: int = 0
    code: str = ""
    forgotten: int = 0


class _Found(NamedTuple):
    """A chunk as of one moment; `rows` are empty behind the last docket."""

    campaign: CampaignRow
    season: Season | None
    rows: list[DocketRow]
    facts: dict[int, tuple[Entry, ...]]
    letters: dict[int, list[Letter]]
    links: dict[int, list[Link]]


class _Sealed(NamedTuple):
    """A campaign's seals with the digests due, how far they go, and their records."""

    agencies: dict[int, str]
    seals: list[tuple[Seal, bytes]]
    heads: list[tuple[Seal, list[Head]]]
    records: list[Record]


def verify(
    desk: Desk,
    name: str,
    now: datetime,
    chunk: int = CHUNK,
    *,
    seal: str | None = None,
) -> Verified:
    """Look for broken promises; UnknownCampaignError where there is no such campaign.

    `seal` is the code of one that has to be there.

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
    return _with_seals(desk, name, seen, chunk, seal)


def _with_seals(
    desk: Desk, name: str, seen: Verified, chunk: int, code: str | None
) -> Verified:
    """Look at what was sealed as well; of that only a purge changes anything."""
    found = _read_seals(desk, name, chunk)
    wrong = list(_unsealed(found))
    if wrong:
        found = _read_seals(desk, name, chunk)
        again = set(_unsealed(found))
        wrong = [one for one in wrong if one in again]
    every = [seal for seal, _ in found.seals]
    wrong += sealing.missing(every, code)
    last = every[-1] if every else None
    return seen._replace(
        violations=(*seen.violations, *wrong),
        seals=len(found.seals),
        code=last.code if last else "",
        forgotten=sealing.forgotten(found.records),
    )


def _read_seals(desk: Desk, name: str, chunk: int) -> _Sealed:
    with desk.ledger.read() as tx:
        campaign = find(tx, name).id
        every, before = list[tuple[Seal, bytes]](), b""
        heads = list[tuple[Seal, list[Head]]]()
        for seal in seals.every(tx, campaign):
            taken = seals.heads(tx, campaign, seal.n)
            heads.append((seal, taken))
            due = seals.digest_of(tx, campaign, before, seal, taken)
            every.append((seal, due))
            before = seal.digest
        agencies, kept = dict[int, str](), records.of_campaign(tx, campaign)
        for row in _pages(tx, campaign, chunk):
            agencies |= {one.id: one.agency for one in row}
            kept += records.of_dockets(tx, [one.id for one in row])
        return _Sealed(agencies, every, heads, kept)


def _pages(tx: Transaction, campaign: int, chunk: int) -> Iterator[list[DocketRow]]:
    after = 0
    while rows := dockets.page(tx, campaign, after, chunk):
        yield rows
        after = rows[-1].id


def _unsealed(found: _Sealed) -> Iterator[Violation]:
    yield from sealing.broken(found.seals)
    for seal, heads in found.heads:
        yield from sealing.cut(found.agencies, seal, heads)
    yield from sealing.altered(found.agencies, found.records)


def _read(desk: Desk, name: str, after: int, chunk: int) -> _Found:
    with desk.ledger.read() as tx:
        campaign = find(tx, name)
        rows = dockets.page(tx, campaign.id, after, chunk)
        ids = [row.id for row in rows]
        season = _season(desk, tx, campaign)
        return _Found(
            campaign,
            season,
            rows,
            entries.of(tx, ids),
            letters.of_dockets(tx, ids),
            entries.links(tx, ids),
        )


def _season(desk: Desk, tx: Transaction, campaign: CampaignRow) -> Season | None:
    return None if campaign.revision == DRAFT else desk.seasons.of(tx, campaign)


def _violations(found: _Found, now: datetime) -> Iterator[Violation]:
    """Yield what is wrong; before its issue a campaign owes nothing to anybody."""
    for row in found.rows:
        yield from sealing.chained(row.agency, found.links[row.id])
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
