"""Whom a letter goes to: the roster of a campaign, read as letters need it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger import campaigns
from ledger.transaction import Transaction
from schemas.agency import Agency, Recipient, Superior
from schemas.errors import CampaignError


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
        self._agencies: dict[str, Agency] = {}

    def know(self, names: Iterable[str]) -> None:
        """Read several agencies at once that letters are going to need."""
        wanted = [name for name in names if name not in self._bodies]
        self._bodies |= campaigns.agency_bodies(self._tx, self._campaign, wanted)

    def agency(self, name: str) -> Agency:
        """Return an agency; NoAddressError if the roster lacks it."""
        if name not in self._agencies:
            self._agencies[name] = Agency.model_validate_json(self._body(name))
        return self._agencies[name]

    def place(self, reference: str) -> Party:
        """Return whom `superior:<id>` or `recipient:<id>` means."""
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
