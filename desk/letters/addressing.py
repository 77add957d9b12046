"""Whom a letter goes to: references resolved when it is composed, not before."""

from dataclasses import dataclass
from datetime import date

from ledger import campaigns
from ledger.transaction import Transaction
from schemas.agency import Agency, AgencyKind, Contact, Recipient, Superior
from schemas.errors import CampaignError

CONTACT, HEAD, OTHERS = "contact", "head", "others"


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

    def party(self, agency: str, reference: str, day: date) -> Party | None:
        """Return whom `contact`, `head`, `superior:<id>` or `recipient:<id>` means.

        That of a day, for a contact on leave has a stand-in. None where an agency has
        no head: nobody is in copy then.
        """
        if reference in (CONTACT, HEAD):
            found = self.agency(agency)
            reader = found.readers(day)[0] if reference == CONTACT else found.head
            return reader and Party(_greeted(found, reader), reader.address)
        if reference.startswith("superior:"):
            superior = Superior.model_validate_json(self._body(reference))
            return Party(superior.post, superior.address)
        recipient = Recipient.model_validate_json(self._body(reference))
        return Party(recipient.name, recipient.address)

    def copies(
        self, agency: str, references: tuple[str, ...], day: date
    ) -> list[Party]:
        """Return who gets a copy; `others` are those who read with the contact."""
        every: list[Party | None] = []
        for reference in references:
            if reference == OTHERS:
                found = self.agency(agency)
                readers = found.readers(day)[1:]
                every += [Party(found.name, reader.address) for reader in readers]
            else:
                every.append(self.party(agency, reference, day))
        return [party for party in every if party is not None]

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
    if reader is not agency.head:
        return agency.name
    if agency.kind is not AgencyKind.AGENCY:
        return reader.post
    return f"{reader.post} {agency.name}"
