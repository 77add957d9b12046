"""Whether anything changed about a campaign, told without reading its facts."""

from datetime import datetime
from typing import NamedTuple

from desk.desk import Desk
from ledger import campaigns, dockets, letters, trouble
from ledger.campaigns import CampaignRow
from ledger.transaction import Transaction
from schemas.base import VN
from schemas.letter import LetterState, Trouble


class Pulse(NamedTuple):
    """Equal as long as a campaign's boards read the same.

    Facts are only ever appended, so their number tells of every one; the hour is there
    because deadlines pass without any.
    """

    hour: str
    revision: int
    dockets: int
    facts: int
    held: tuple[str, ...]
    letters: tuple[tuple[LetterState, int], ...]
    trouble: tuple[Trouble, ...]


def pulses(desk: Desk, now: datetime) -> dict[str, Pulse]:
    """Return the pulse of every campaign of the ledger by its name."""
    with desk.ledger.read() as tx:
        return {row.name: _pulse(tx, row, now) for row in campaigns.every(tx)}


def _pulse(tx: Transaction, campaign: CampaignRow, now: datetime) -> Pulse:
    rows = dockets.of(tx, campaign.id)
    return Pulse(
        hour=f"{now.astimezone(VN):%Y-%m-%d %H}",
        revision=campaign.revision,
        dockets=len(rows),
        facts=sum(row.n for row in rows),
        held=tuple(row.agency for row in rows if row.held),
        letters=tuple(sorted(letters.counts(tx, campaign.id).items())),
        trouble=trouble.of_campaign(tx, campaign.id),
    )
