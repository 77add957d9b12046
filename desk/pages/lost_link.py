"""Ask again for a lost link: it goes to the registered address and nowhere else."""

from datetime import datetime

from desk.answer import ask_for_link
from desk.desk import Desk
from desk.pages.docket import is_over
from desk.season import DRAFT
from ledger import campaigns, dockets
from ledger.campaigns import CampaignRow
from ledger.transaction import Transaction
from schemas.agency import Agency
from schemas.assignment import DocketKind


def ask_again(desk: Desk, address: str, act: str, now: datetime) -> int:
    """Ask for the links of the dockets whose contact has that address; say how many.

    Nothing tells the person who asks whether the address is known.
    """
    wanted = address.strip().lower()
    with desk.ledger.read() as tx:
        found = [
            docket
            for campaign in campaigns.every(tx)
            if campaign.revision != DRAFT
            and not is_over(desk.seasons.of(tx, campaign), now)
            for docket in _dockets(tx, campaign, wanted)
        ]
    return sum(ask_for_link(desk, docket, act, now) for docket in found)


def _dockets(tx: Transaction, campaign: CampaignRow, address: str) -> list[int]:
    bodies = campaigns.agency_bodies(tx, campaign.id)
    agencies = [
        agency
        for agency, body in bodies.items()
        if ":" not in agency
        and address in body  # cheap, so that a whole country is not read as JSON
        and Agency.model_validate_json(body).contact.address == address
    ]
    rows = (dockets.find(tx, campaign.id, agency) for agency in agencies)
    return [row.id for row in rows if row and row.kind is DocketKind.AGENCY]
