"""Correct the contact of an agency: what did not reach it is written anew."""

import hashlib
from datetime import datetime

from desk.desk import Desk
from desk.start import find
from ledger import campaigns, dockets, entries, letters, people
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.standing import stand
from schemas.agency import Agency, Contact
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.reading import CONTACT

_GIVEN_UP = "not certainly sent when the address was corrected: written anew"


class NoContactError(CampaignError):
    """The campaign's ledger knows no contact of that name."""


class SameContactError(CampaignError):
    """The contact is already what it should become."""


def contact_of(desk: Desk, campaign: str, agency: str) -> Contact:
    """Return where an agency is written to; NoContactError if nobody knows it."""
    with desk.ledger.read() as tx:
        return _agency(tx, find(tx, campaign).id, agency).contact


def correct_contact(
    desk: Desk, campaign: str, agency: str, contact: Contact, now: datetime
) -> None:
    """Write to an agency at another address from now on.

    The roster is changed, the address before stays with the fact. Letters that were
    not certainly delivered count as lost, so the next beat decides them anew; the
    ladder resumes, and nothing that passed meanwhile is escalated at once. The same
    address again says that a mailbox which refused letters takes them by now; beside
    no such refusal another post or name is only written down.
    """
    with desk.ledger.write() as tx:
        row = find(tx, campaign)
        found = _agency(tx, row.id, agency)
        changed = found.model_copy(update={"contact": contact})
        if not change_agency(tx, row.id, changed, now, again=True):
            raise SameContactError(
                f"{agency}: its contact is this one already; give what has changed"
            )


def change_agency(
    tx: Transaction, campaign: int, to: Agency, now: datetime, *, again: bool = False
) -> bool:
    """Write down what is known of an agency from now on; False where that is nothing.

    Another address of its contact resumes its ladder; with `again` the same one does
    so too, where letters were refused.
    """
    docket = _docket(tx, campaign, to.id)
    before = _agency(tx, campaign, to.id)
    stopped = again and docket is not None and _is_stopped(tx, docket)
    if before == to and not stopped:
        return False
    campaigns.put_agencies(tx, campaign, {to.id: to.model_dump_json()})
    old, new = before.contact, to.contact
    if docket is not None and (old.address != new.address or stopped):
        _resume(tx, docket, old, new, now)
    return True


def _agency(tx: Transaction, campaign: int, agency: str) -> Agency:
    bodies = campaigns.agency_bodies(tx, campaign)
    if ":" in agency or agency not in bodies:
        known = ", ".join(name for name in bodies if ":" not in name)
        raise NoContactError(f"no agency {agency} in the roster; known are {known}")
    return Agency.model_validate_json(bodies[agency])


def _docket(tx: Transaction, campaign: int, agency: str) -> DocketRow | None:
    """Return the agency's docket, locked; None before the issue, or where it owes none.

    An agency may be in the roster and owe nothing.
    """
    row = dockets.find(tx, campaign, agency)
    if row is None or row.kind is not DocketKind.AGENCY:
        return None
    return dockets.lock(tx, row.id)


def _is_stopped(tx: Transaction, row: DocketRow) -> bool:
    return stand(entries.of(tx, [row.id])[row.id]).undelivered is not None


def _resume(
    tx: Transaction, row: DocketRow, old: Contact, new: Contact, now: datetime
) -> None:
    given_up = letters.give_up(tx, row.id, CONTACT, _GIVEN_UP)
    lost = [
        Entry(row.n + i, now, EntryKind.UNDELIVERED, step=str(n))
        for i, n in enumerate(given_up, start=1)
    ]
    n = row.n + len(lost) + 1
    digest = hashlib.sha256(f"{row.token} {old.address}".encode()).hexdigest()[:16]
    fact = Entry(n, now, EntryKind.CORRECTED, step=digest)
    entries.append(tx, row.id, [*lost, fact])
    told = f"{old.address} -> {new.address}"
    people.put(tx, row.id, {n: Person(new.name or "", new.post, told)})
    dockets.advance(tx, row.id, n, now)
