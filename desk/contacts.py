"""Correct the contact of an agency: what did not reach it is written anew."""

import hashlib
from datetime import datetime

from desk.desk import Desk
from desk.letters.addressed import addressee
from desk.start import find
from ledger import campaigns, dockets, entries, letters, people
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.fold import stand
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

    Another address of its contact resumes its ladder, and so does another in place of
    any that refused a letter; with `again` the same one does too.
    """
    docket = _docket(tx, campaign, to.id)
    before = _agency(tx, campaign, to.id)
    refused = _refused(tx, docket) if docket is not None else None
    stopped = again and refused is not None
    if before == to and not stopped:
        return False
    campaigns.put_agencies(tx, campaign, {to.id: to.model_dump_json()})
    old, new = _corrected(before, to, refused or "")
    if docket is not None and (old.address != new.address or stopped):
        _resume(tx, docket, old, new, now)
    return True


def _corrected(before: Agency, to: Agency, refused: str) -> tuple[Contact, Contact]:
    """Return the mailbox that was corrected, before and after.

    That is the contact's, unless another has refused a letter and is read no more.
    """
    then, now = _mailboxes(before), _mailboxes(to)
    gone = [one for one in then if one.address == refused]
    left = refused in {one.address for one in now}
    if before.contact.address != to.contact.address or left or not gone:
        return before.contact, to.contact
    come = (one for one in now if one not in then)
    return gone[0], next(come, to.contact)


def _mailboxes(agency: Agency) -> list[Contact]:
    """Return all who read an agency's letters at some time."""
    stand_in = [agency.stand_in] if agency.stand_in else []
    return [*stand_in, agency.contact, *agency.others]


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


def _refused(tx: Transaction, row: DocketRow) -> str | None:
    """Return the address that stopped the ladder, None where it goes on.

    Empty where nobody knows it any more.
    """
    stopped = stand(entries.of(tx, [row.id])[row.id]).undelivered
    if stopped is None:
        return None
    return addressee(tx, letters.get(tx, row.id, int(stopped.step)))


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
