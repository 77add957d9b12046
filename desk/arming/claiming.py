"""Claim what may leave: all of an open gate's, of a stage only as many as it allows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from desk.arming.gate import Gate, Gates, agencies
from desk.desk import Desk
from desk.start import OFFICE
from ledger import departures, dockets, entries, letters
from ledger.dockets import DocketRow
from ledger.letters import Among
from ledger.transaction import Transaction
from rules.arming import allowance
from schemas.arming import Way
from schemas.entry import Entry, EntryKind
from schemas.letter import Letter


class Wanted(NamedTuple):
    """What to claim: letters due `now`, those stale `soon` first, for `lease`."""

    now: datetime
    lease: timedelta
    limit: int
    soon: datetime

    def claim(self, tx: Transaction, among: Among | None = None) -> list[Letter]:
        """Claim them."""
        return letters.claim(tx, *self, among)


def claim_open(desk: Desk, tx: Transaction, wanted: Wanted) -> list[Letter]:
    """Claim letters that may leave, and record that they are let out."""
    now = wanted.now
    if Gates(desk, tx).all_open:
        claimed = wanted.claim(tx)
        departures.put(tx, claimed, 0, now)
        return claimed
    offices = _offices(tx, letters.campaigns_due(tx, now))
    # Dockets before letters; with them locked, what was decided stays so, and who
    # claims of a stage waits for the one before.
    rows = dockets.lock_all(tx, (row.id for row in offices))
    gates, claimed = Gates(desk, tx), list[Letter]()
    for row in rows.values():
        gate = gates.of(row.campaign)
        if gate.way is Way.STOPPED and not gate.arming.stopped:
            _stop(tx, row, now)
        elif gate.open:
            left = wanted._replace(limit=wanted.limit - len(claimed))
            claimed += _claimed(tx, row.campaign, gate, left)
    return claimed


def _offices(tx: Transaction, campaigns: list[int]) -> Iterator[DocketRow]:
    for campaign in campaigns:
        row = dockets.find(tx, campaign, OFFICE)
        if row is not None:
            yield row


def _claimed(
    tx: Transaction, campaign: int, gate: Gate, wanted: Wanted
) -> list[Letter]:
    """Claim first what was let out before and has to be sent again, then others."""
    arming = gate.arming
    most = allowance(arming.stage, agencies(tx, campaign)) if arming.n else None
    claimed = list[Letter]()
    if most is not None:
        claimed = wanted.claim(tx, Among(campaign, arming.n))
        more = most - departures.out(tx, campaign, arming.n).letters
        left = min(wanted.limit - len(claimed), more)
        wanted = wanted._replace(limit=max(0, left))
    claimed += wanted.claim(tx, Among(campaign))
    departures.put(tx, claimed, arming.n, wanted.now)
    return claimed


def _stop(tx: Transaction, office: DocketRow, now: datetime) -> None:
    """Record that too many letters came back: nothing leaves until armed again."""
    fact = Entry(office.n + 1, now, EntryKind.STOPPED)
    entries.append(tx, office.id, [fact])
    dockets.advance(tx, office.id, fact.n, None)
