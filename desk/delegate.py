"""An agency passes its docket on to a colleague, who reads its letters from then on."""

from dataclasses import dataclass
from datetime import datetime

from desk.answer import Receipt, append, of_act, receipt
from desk.desk import Desk
from desk.letters.addressing import Directory
from ledger import dockets, entries, people
from rules.fold import stand
from schemas.agency import Agency, Contact
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError


class OutsideError(CampaignError):
    """The colleague's address is not one of the agency's own mail domains.

    A link may be forwarded to anybody: letters stay where the agency is registered.
    """

    def __init__(self, domains: tuple[str, ...]) -> None:
        self.domains = domains
        super().__init__(f"name an address at {' or '.join(domains)}")


class SameReaderError(CampaignError):
    """The letters go to that mailbox already."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who of an agency reads its letters from now on; `person` is who says so."""

    colleague: Contact
    person: Person
    act: str


def pass_to(desk: Desk, docket: int, given: Delegation, now: datetime) -> Receipt:
    """Pass a docket on; the colleague is written to by the next beat.

    The registered mailboxes get every letter in copy. Raises OutsideError and
    SameReaderError.
    """
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        facts, head = entries.told(tx, docket)
        if before := of_act(facts, given.act):
            return receipt(desk, docket, before)
        passed_on = stand(facts).delegated
        current = people.delegates(tx, docket).get(passed_on.n) if passed_on else None
        agency = Directory(tx, row.campaign).agency(row.agency)
        _check(given.colleague, current, agency, now)
        new = Entry(row.n + 1, now, EntryKind.DELEGATED, act=given.act)
        append(tx, row, [new], given.person, now, head=head)
        people.put_delegate(tx, docket, new.n, given.colleague)
        return receipt(desk, docket, (new,))


def _check(
    colleague: Contact, current: Contact | None, agency: Agency, now: datetime
) -> None:
    domains = domains_of(agency, now)
    if _domain(colleague.address) not in domains:
        raise OutsideError(domains)
    reads = current.address if current else _readers(agency, now)[0].address
    if colleague.address == reads:
        raise SameReaderError(f"letters go to {reads} already")


def domains_of(agency: Agency, now: datetime) -> tuple[str, ...]:
    """Return the mail domains in which an agency's colleagues have their addresses."""
    readers = _readers(agency, now)
    return tuple(dict.fromkeys(_domain(one.address) for one in readers))


def _readers(agency: Agency, now: datetime) -> tuple[Contact, ...]:
    return agency.readers(now.astimezone(VN).date())


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
