"""The messages that wait for somebody of the office to read them."""

from datetime import datetime
from typing import NamedTuple

from desk.desk import Desk
from ledger import campaigns, dockets, replies
from schemas.reply import FOR_PEOPLE, Result, Words


class Waiting(NamedTuple):
    """One message: what it was taken for, where it belongs, who wrote what."""

    at: datetime
    result: Result
    reason: str
    campaign: str
    agency: str
    words: Words


def waiting(desk: Desk, limit: int = 200) -> list[Waiting]:
    """Return the newest messages for people, `campaign` empty for those of none."""
    with desk.ledger.read() as tx:
        found: list[Waiting] = []
        for at, taken, words in replies.kept(tx, FOR_PEOPLE, limit):
            campaign, agency = "", ""
            if taken.docket is not None:
                row = dockets.get(tx, taken.docket)
                campaign, agency = campaigns.get(tx, row.campaign).name, row.agency
            one = Waiting(at, taken.result, taken.reason, campaign, agency, words)
            found.append(one)
        return found
