"""Feeds: addresses that any calendar can subscribe to, and how they are revoked."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, time

from desk.desk import Desk
from desk.pages.docket import is_over
from desk.season import DRAFT
from desk.start import OFFICE
from ledger import campaigns, dockets, entries
from ledger.dockets import DocketRow
from ledger.errors import NotFoundError
from ledger.transaction import Transaction
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.entry import Entry, EntryKind


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed of a docket: one agency's, or the office's over all of them.

    `tag` differs whenever what the feed shows may differ, and `changed` is the moment
    since which it has not: both are read without composing anything. Time alone changes
    a feed once a day, when a deadline passes.
    """

    docket: DocketRow
    tag: str
    changed: datetime


def open_feed(desk: Desk, signed: str, now: datetime) -> Feed | None:
    """Return the feed that an address opens; None if it opens nothing, or no more."""
    with desk.ledger.read() as tx:
        row = _docket(tx, desk.links.feed_docket(signed))
        if row is None or not _is_of(desk, tx, row, signed):
            return None
        campaign = campaigns.get(tx, row.campaign)
        if campaign.revision == DRAFT or is_over(desk.seasons.of(tx, campaign), now):
            return None
        return _feed(tx, row, campaign.revision, now)


def feed_address(desk: Desk, row: DocketRow) -> str:
    """Return the address of a docket's feed, as of its last revocation."""
    with desk.ledger.read() as tx:
        return desk.links.feed(*_turn(tx, row))


def revoke_feed(desk: Desk, docket: int, now: datetime) -> None:
    """Give a docket's feed a new address; the old one opens nothing any more."""
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        fact = Entry(row.n + 1, now, EntryKind.FEED_REVOKED)
        entries.append(tx, row.id, [fact])
        dockets.advance(tx, row.id, fact.n, None)


def _docket(tx: Transaction, docket: int) -> DocketRow | None:
    """Return the docket of that number, if it has a feed."""
    try:
        row = dockets.get(tx, docket)
    except NotFoundError:
        return None
    return None if row.kind is DocketKind.GROUP else row


def _is_of(desk: Desk, tx: Transaction, row: DocketRow, signed: str) -> bool:
    known = desk.links.feed_name(*_turn(tx, row))
    return hmac.compare_digest(known.encode(), signed.encode())


def _turn(tx: Transaction, row: DocketRow) -> tuple[int, str, int]:
    return row.id, row.token, entries.count(tx, row.id, EntryKind.FEED_REVOKED)


def _feed(tx: Transaction, row: DocketRow, revision: int, now: datetime) -> Feed:
    """Return the feed's state; the office's depends on every docket.

    A change of the plan is a fact of the office's docket, and so moves `changed` too.
    """
    today = now.astimezone(VN).date()
    of = None if row.kind is DocketKind.OFFICE else row.agency
    facts, newest = entries.extent(tx, row.campaign, of)
    _, amended = entries.extent(tx, row.campaign, OFFICE)
    said = f"{row.id} {facts} {revision} {today}"
    tag = hashlib.sha256(said.encode()).hexdigest()[:16]
    moments = (datetime.combine(today, time(), VN), newest, amended)
    return Feed(row, tag, max(at for at in moments if at))
