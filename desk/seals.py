"""Seal each campaign once a day, before anything of that day is decided."""

import secrets
from datetime import datetime
from hashlib import sha256

from desk.desk import Desk
from ledger import campaigns, dockets, records, rehearsals, seals
from ledger.records import Salts
from ledger.transaction import Transaction
from rules.seals import day_begins

CHUNK = 200
_SALT = 16


def seal_day(desk: Desk, now: datetime) -> int:
    """Seal the campaigns that were not sealed today; return how many.

    Everything that is recorded by now stands behind its campaign's seal.
    """
    with desk.ledger.read() as tx:
        stale = seals.stale(tx, day_begins(now))
        salts = _salts(tx) if stale else _drawn
    return sum(_seal(desk, campaign, salts, now) for campaign in stale)


def _seal(desk: Desk, campaign: int, salts: Salts, now: datetime) -> bool:
    """Seal a campaign a few dockets at a time; False where somebody was first."""
    with desk.ledger.read() as tx:
        before = seals.last(tx, campaign)
    if before and before.at >= day_begins(now):
        return False  # by somebody, since this one was found stale
    n, after = before.n + 1 if before else 1, 0
    while True:
        with desk.ledger.write() as tx:
            # Whoever seals waits here for others who do, and sees that they are done.
            campaigns.lock(tx, campaign)
            if seals.last(tx, campaign) != before:
                return False
            ids = [row.id for row in dockets.page(tx, campaign, after, CHUNK)]
            seals.take_heads(tx, n, ids)
            records.seal_dockets(tx, campaign, n, ids, salts)
            if len(ids) < CHUNK:
                records.seal_campaign(tx, campaign, n, salts)
                seals.close(tx, campaign, before, n, now)
                return True
        after = ids[-1]


def _salts(tx: Transaction) -> Salts:
    """Draw salts; those of a rehearsal from its seed, so that it repeats itself."""
    rehearsal = rehearsals.current(tx)
    if rehearsal is None:
        return _drawn
    seed = rehearsal.seed

    def repeated(part: str, home: int, name: str) -> bytes:
        return sha256(f"{seed}/{part}/{home}/{name}".encode()).digest()[:_SALT]

    return repeated


def _drawn(_part: str, _home: int, _name: str) -> bytes:
    return secrets.token_bytes(_SALT)
