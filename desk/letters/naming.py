"""Names of messages and events: the same whenever they are made, never another's.

Mail clients send them back; each is signed, so that an answer, or a letter that comes
back, is known to be about ours.
"""

from typing import NamedTuple

from calendars.invitations import uid
from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.links import Links
from desk.season import Season
from desk.start import OFFICE
from ledger import dockets
from ledger.errors import ConflictError
from ledger.transaction import Transaction
from schemas.letter import Letter

_EVENT = 20
"""Hexadecimal digits of an event's signature: Exchange cuts what is too long."""


class Names(NamedTuple):
    """What one campaign's names are made with.

    `token` was drawn when the campaign started and keeps ledgers apart; `host` is the
    mail domain of the office.
    """

    links: Links
    campaign: str
    token: str
    host: str

    def message_id(self, letter: Letter) -> str:
        """Return a letter's Message-ID; docket and number lead back to the letter."""
        signed = self.links.signature("letter", self.token, letter.key)
        return f"<{letter.docket}.{letter.n}.{signed}@{self.host}>"

    def event_uid(self, agency: str, event: str) -> str:
        """Return an event's UID."""
        signed = self.links.signature("event", self.token, agency, event)
        name = agency.lstrip("@")
        return uid(self.campaign, name, event, signed[:_EVENT], self.host)


def names_of(
    desk: Desk, tx: Transaction, season: Season, directory: Directory
) -> Names:
    """Return what the names of a campaign's messages and events are made with."""
    office = dockets.find(tx, season.campaign, OFFICE)
    if office is None:
        raise ConflictError(f"campaign {season.plan.id} has no docket of its office")
    contact = directory.agency(season.plan.office).contact
    host = contact.address.rpartition("@")[2]
    return Names(desk.links, season.plan.id, office.token, host)
