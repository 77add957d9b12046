"""Whom a letter goes to: references resolved when it is composed, not before."""

from dataclasses import dataclass

from ledger import campaigns
from ledger.transaction import Transaction
from schemas.agency import Agency, AgencyKind, Contact, Recipient, Superior
from schemas.errors import CampaignError

CONTACT, HEAD = "contact", "head"


class NoAddressError(CampaignError):
    """A letter's recipient is not in the roster."""


@dataclass(frozen=True, slots=True)
class Party:
    """One who is written to: the name letters greet, and the mailbox."""

    name: str
    address: str


class Directory:
    """The roster of one campaign, read agency by agency as letters need it."""

    def __init__(self, tx: Transaction, campaign: int) -> None:
        self._tx = tx
        self._campaign = campaign
        self._bodies: dict[str, str] = {}

    def agency(self, name: str) -> Agency:
        """Return an agency; NoAddressError if the roster lacks it."""
        return Agency.model_validate_json(self._body(name))

    def party(self, agency: str, reference: str) -> Party | None:
        """Return whom `contact`, `head`, `superior:<id>` or `recipient:<id>` means.

        None where an agency has no head: nobody is in copy then.
        """
        if reference in (CONTACT, HEAD):
            found = self.agency(agency)
            reader = found.contact if reference == CONTACT else found.head
            return reader and Party(_greeted(found, reader), reader.address)
        if reference.startswith("superior:"):
            superior = Superior.model_validate_json(self._body(reference))
            return Party(superior.post, superior.address)
        recipient = Recipient.model_validate_json(self._body(reference))
        return Party(recipient.name, recipient.address)

    def _body(self, key: str) -> str:
        if key not in self._bodies:
            self._bodies |= campaigns.agency_bodies(self._tx, self._campaign, [key])
        if key not in self._bodies:
            raise NoAddressError(f"the roster has no address for {key}")
        return self._bodies[key]


def _greeted(agency: Agency, reader: Contact) -> str:
    """Return whom a letter greets: an agency at its mailbox, its head by the post.

    The head of a post, or of several bodies, has a title complete by itself.
    """
    if reader is agency.contact:
        return agency.name
    if agency.kind is not AgencyKind.AGENCY:
        return reader.post
    return f"{reader.post} {agency.name}"
