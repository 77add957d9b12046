"""Announce something to agencies once: foreseen first, then a fact on each docket."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from desk.audience import Audience, rows_of
from desk.desk import Desk
from desk.free_text import checked
from desk.start import find
from ledger import announcements, campaigns, dockets, entries
from ledger.campaigns import CampaignRow
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.docket import Docket
from rules.foreseen import foresee
from rules.silences import silent_until
from schemas.agency import Agency
from schemas.announcement import Announcement
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, LetterKind

CHUNK = 500
_ACT = 16
"""Hexadecimal digits of the signature that names an announcement."""


class Why(StrEnum):
    """Why an agency does not get an announcement."""

    BEFORE = "before"
    HELD = "held"
    STOPPED = "stopped"
    SILENT = "silent"
    CLOSED = "closed"


class Reached(NamedTuple):
    """An agency that gets it: when, and what its letter speaks of beside it."""

    agency: str
    name: str
    at: datetime
    beside: tuple[Item, ...]


class Missed(NamedTuple):
    """An agency that does not get it, and until when it is silent, if that is why."""

    agency: str
    name: str
    why: Why
    until: datetime | None = None


class Reach(NamedTuple):
    """Who gets an announcement, and who does not."""

    reached: tuple[Reached, ...] = ()
    missed: tuple[Missed, ...] = ()


def foreseen(
    desk: Desk, campaign: str, audience: Audience, said: Announcement
) -> Reach:
    """Return who would get an announcement at its moment `at`; nothing is recorded.

    Raises RefusedTextError, NobodyError.
    """
    said = checked(said)
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        rows = rows_of(desk, tx, row, audience)
        looks = [_look(desk, tx, row, some, said) for some in _chunks(rows)]
    return _joined(look for look, _ in looks)


def announce(
    desk: Desk, campaign: str, audience: Audience, said: Announcement
) -> Reach:
    """Record an announcement for whoever can be told; its letters follow by the beat.

    The same text by the same person is one act: no agency gets it twice, and what was
    interrupted goes on. Errors as `foreseen`.
    """
    said = checked(said)
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        rows = rows_of(desk, tx, row, audience)
    return _joined(_record(desk, row, some, said) for some in _chunks(rows))


def _record(
    desk: Desk, row: CampaignRow, some: list[DocketRow], said: Announcement
) -> Reach:
    """Append the fact to a chunk of dockets, by what holds once they are locked."""
    with desk.ledger.write() as tx:
        locked = [dockets.lock(tx, one.id) for one in some]
        look, facts = _look(desk, tx, campaigns.get(tx, row.id), locked, said)
        if facts:
            announcements.put(tx, row.id, _act(desk, row, said), said)
            entries.append_many(tx, {docket: [fact] for docket, fact in facts.items()})
            for docket, fact in facts.items():
                dockets.advance(tx, docket, fact.n, said.at)
    return look


def _look(
    desk: Desk,
    tx: Transaction,
    row: CampaignRow,
    some: list[DocketRow],
    said: Announcement,
) -> tuple[Reach, dict[int, Entry]]:
    """Return who of some dockets is reached, with the fact that tells each of them."""
    season = desk.seasons.of(tx, row)
    names = _names(tx, row.id, [one.agency for one in some])
    kept = entries.of(tx, [one.id for one in some])
    act = _act(desk, row, said)
    reached: list[Reached] = []
    missed: list[Missed] = []
    facts: dict[int, Entry] = {}
    for one in some:
        fact = _fact(one, act, said)
        docket = season.docket(one.agency, one.kind, kept[one.id])
        found = _foreseen(one, docket, names[one.agency], fact)
        if isinstance(found, Missed):
            missed.append(found)
        else:
            reached.append(found)
            facts[one.id] = fact
    return Reach(tuple(reached), tuple(missed)), facts


def _foreseen(
    row: DocketRow, docket: Docket, name: str, fact: Entry
) -> Reached | Missed:
    standing, now = docket.standing, fact.at
    until = silent_until(standing, docket.terms, now)
    why: Why | None = None
    if any(entry.key == fact.key for entry in docket.entries):
        why = Why.BEFORE
    elif row.held:
        why = Why.HELD
    elif standing.undelivered is not None:
        why = Why.STOPPED
    elif until is not None:
        why = Why.SILENT
    letter = None if why else foresee(docket, fact, now)
    if letter is None:
        return Missed(row.agency, name, why or Why.CLOSED, until)
    return Reached(row.agency, name, letter.at, letter.beside)


def _fact(row: DocketRow, act: str, said: Announcement) -> Entry:
    kind = LetterKind.URGENT if said.urgent else LetterKind.ANNOUNCE
    return Entry(
        row.n + 1,
        said.at,
        EntryKind.ANNOUNCED,
        step=kind.value,
        act=act,
        key=f"announced:{act}",
    )


def _act(desk: Desk, row: CampaignRow, said: Announcement) -> str:
    """Name an announcement by what it says and who says it, telling nothing of both."""
    words = (row.name, *said[:4], str(said.urgent))
    return desk.links.signature("announcement", *words)[:_ACT]


def _names(tx: Transaction, campaign: int, agencies: list[str]) -> dict[str, str]:
    bodies = campaigns.agency_bodies(tx, campaign, agencies)
    return {key: Agency.model_validate_json(body).name for key, body in bodies.items()}


def _chunks(rows: list[DocketRow]) -> Iterator[list[DocketRow]]:
    ordered = sorted(rows)
    yield from (ordered[i : i + CHUNK] for i in range(0, len(ordered), CHUNK))


def _joined(looks: Iterable[Reach]) -> Reach:
    every = list(looks)
    return Reach(
        tuple(one for look in every for one in look.reached),
        tuple(one for look in every for one in look.missed),
    )
