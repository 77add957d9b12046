"""One heartbeat: visit the due dockets, decide, record and queue, or nothing."""

import logging
from collections.abc import Hashable, Iterator
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from desk.desk import Desk
from desk.pass_on import pass_on
from desk.reorganise import reorganise, turning
from desk.season import Season
from ledger import campaigns, dockets, entries, letters, signals
from ledger.docket_rows import DocketRow, Settled
from ledger.errors import STORAGE
from ledger.transaction import Transaction
from rules.decide import decide
from rules.docket import Docket, Past
from rules.extended import moved
from rules.status import count
from schemas.action import Decision, Draft, Signal
from schemas.assignment import Counts, DocketKind
from schemas.entry import Entry
from schemas.letter import Letter
from schemas.reading import OTHERS, is_agencys

CHUNK = 500
_FEW = 25
"""Dockets of the first chunk, where others may be waiting to write."""

_TURN = 0.05
"""Seconds after which whoever else writes has his turn."""

_OWING = (DocketKind.AGENCY, DocketKind.GROUP)
_log = logging.getLogger(__name__)


class Beaten(NamedTuple):
    """What one heartbeat did: dockets visited, letters queued, dockets held."""

    visited: int = 0
    letters: int = 0
    held: int = 0

    def __add__(self, other: object) -> "Beaten":
        """Add up two beats."""
        if not isinstance(other, Beaten):
            return NotImplemented
        return Beaten(*(mine + more for mine, more in zip(self, other, strict=True)))


def beat(desk: Desk, now: datetime) -> Beaten:
    """Settle what was due when the beat began; the offices' own dockets come last.

    A docket that cannot be settled is held for a person and stops nobody else. What
    becomes of agencies today comes first.
    """
    if not _anything(desk, now):
        return Beaten()
    reorganise(desk, now)
    return settle_due(desk, now) + settle_offices(desk, now)


def _anything(desk: Desk, now: datetime) -> bool:
    """Look once: most beats find nothing to do."""
    with desk.ledger.read() as tx:
        some = dockets.any_due(tx, now) or signals.any_waiting(tx)
        return some or bool(turning(desk, tx, now))


def due_at(desk: Desk, now: datetime) -> int:
    """Return how many dockets of agencies a beat at `now` has to visit yet."""
    with desk.ledger.read() as tx:
        return dockets.count_due(tx, now, _OWING)


def settle_due(desk: Desk, now: datetime, at_most: int | None = None) -> Beaten:
    """Settle the due dockets of agencies, `at_most` so many; others may do the same.

    Who takes a docket has locked it: of several that settle at once each finds others.
    """
    with desk.ledger.read() as tx:
        _renew(desk, tx)
        due = dockets.count_due(tx, now, _OWING)
    return _visit(desk, now, _OWING, due if at_most is None else min(due, at_most))


def _renew(desk: Desk, tx: Transaction) -> None:
    """Bind what was amended of known plans, before anybody waits for a docket.

    A plan that cannot be bound stops no other; who settles its dockets holds them.
    """
    for campaign, _ in dockets.amended(tx):
        if not desk.seasons.knows(campaign):
            continue
        try:
            _ = desk.seasons.of(tx, campaigns.get(tx, campaign)).assignments
        except STORAGE:
            raise
        except Exception:  # noqa: BLE001 - whatever it holds, it stops itself only
            _log.exception("the plan of campaign %s cannot be bound", campaign)


def settle_offices(desk: Desk, now: datetime) -> Beaten:
    """Pass on what agencies' dockets have raised, and settle those of the offices."""
    pass_on(desk, now)
    with desk.ledger.read() as tx:
        due = dockets.count_due(tx, now, (DocketKind.OFFICE,))
    return _visit(desk, now, (DocketKind.OFFICE,), due)


def _visit(
    desk: Desk, now: datetime, kinds: tuple[DocketKind, ...], due: int
) -> Beaten:
    done, limit = Beaten(), _FEW if desk.ledger.shared else CHUNK
    turn = 0.0
    while (left := due - done.visited - done.held) > 0:
        if turn >= _TURN:
            desk.ledger.let_others()
            turn = 0.0
        limit, began = min(limit, left), monotonic()
        try:
            step = _settle(desk, now, limit, kinds)
        except STORAGE:
            raise
        except Exception:  # noqa: BLE001 - whatever one docket holds, it stops itself only
            if limit > 1:
                limit //= 2
                turn += monotonic() - began
                continue
            step = _hold_first(desk, now, kinds)
        if step == Beaten():
            break
        done += step
        took = monotonic() - began
        turn += took
        shared = desk.ledger.shared
        limit = at_once(step.visited, took) if shared else min(CHUNK, limit * 2)
    return done


def at_once(visited: int, seconds: float) -> int:
    """Return how many dockets come next: a turn's, at the pace of the last ones.

    That they waited for others to write counts: then others are busy.
    """
    fast = round(visited * _TURN / max(seconds, _TURN / CHUNK))
    return min(CHUNK, max(_FEW, fast))


def _settle(
    desk: Desk, now: datetime, limit: int, kinds: tuple[DocketKind, ...]
) -> Beaten:
    """Decide a chunk of due dockets and write what follows, in one transaction."""
    with desk.ledger.write() as tx:
        rows = dockets.lock_due(tx, now, limit, kinds)
        stood = desk.standings.of(tx, rows)
        seasons = _seasons(desk, tx, rows)
        known: dict[Hashable, _Decided] = {}
        decided = [
            _settled(row, seasons[row.campaign], stood[row.id].past, now, known)
            for row in rows
        ]
        new = {one.row.id: one.entries for one in decided if one.entries}
        heads = {docket: stood[docket].chain for docket in new}
        entries.append_many(tx, new, heads)
        queued = [letter for one in decided for letter in one.letters]
        letters.queue(tx, queued)
        for one in decided:
            if one.signals:
                raised = [(one.row.agency, signal) for signal in one.signals]
                signals.put(tx, one.row.campaign, raised)
        dockets.settle(tx, [one.settled for one in decided])
        return Beaten(visited=len(rows), letters=len(queued))


class _Decided(NamedTuple):
    """What is decided of a docket: the same of every other that is like it."""

    decision: Decision
    recorded: tuple[Entry, ...]
    counts: Counts


class _Settled(NamedTuple):
    row: DocketRow
    entries: tuple[Entry, ...]
    letters: list[Letter]
    signals: tuple[Signal, ...]
    settled: Settled


def _settled(
    row: DocketRow,
    season: Season,
    past: Past,
    now: datetime,
    known: dict[Hashable, _Decided],
) -> _Settled:
    """Return what becomes of a docket; `known` is what was decided of others."""
    docket = season.docket(row.agency, row.kind, past)
    like = docket.likeness
    decided = known.get(like)
    if decided is None:
        decided = known[like] = _decided(docket, row.n, now)
    decision, recorded, counts = decided
    n, revision = row.n + len(recorded), season.in_force.revision
    return _Settled(
        row,
        recorded,
        list(_letters(row, season, decision, recorded, now)),
        decision.signals,
        Settled(row.id, row.n, n, revision, decision.wake, counts),
    )


def _decided(docket: Docket, n: int, now: datetime) -> _Decided:
    decision = decide(docket, now)
    counts = count(moved(docket).assignments, docket.standing, now)
    return _Decided(decision, tuple(decision.facts(n, now)), counts)


def _letters(
    row: DocketRow,
    season: Season,
    decision: Decision,
    recorded: tuple[Entry, ...],
    now: datetime,
) -> Iterator[Letter]:
    number = {entry.key: entry.n for entry in recorded}
    for draft in decision.drafts:
        yield Letter(
            docket=row.id,
            n=number[draft.key],
            key=f"{season.plan.id}/{row.agency}/{draft.key}",
            kind=draft.kind,
            letter_class=draft.letter_class,
            to=draft.to,
            copy_to=copied(draft),
            items=draft.items,
            invitation=draft.invitation,
            queued=now,
            not_after=draft.not_after,
            due=now,
        )


def copied(draft: Draft) -> tuple[str, ...]:
    """Return who is in copy: of an agency's letters all who read its mailboxes."""
    return (*draft.copy_to, OTHERS) if is_agencys(draft.to) else draft.copy_to


def _seasons(desk: Desk, tx: Transaction, rows: list[DocketRow]) -> dict[int, Season]:
    """Read the plans in force, once the dockets are locked.

    An earlier reading would let dockets sleep through an amendment made in between.
    """
    return {
        campaign: desk.seasons.of(tx, campaigns.get(tx, campaign))
        for campaign in {row.campaign for row in rows}
    }


def _hold_first(desk: Desk, now: datetime, kinds: tuple[DocketKind, ...]) -> Beaten:
    with desk.ledger.write() as tx:
        rows = dockets.lock_due(tx, now, 1, kinds)
        for row in rows:
            _log.exception("docket %s cannot be settled; held for a person", row.id)
            dockets.hold(tx, row.id, "cannot be settled: see the log")
        return Beaten(held=len(rows))
