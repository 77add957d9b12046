"""From when a campaign's persons may be forgotten, and what is left of an agency."""

from datetime import date, timedelta

from schemas.agency import Agency, Contact, Recipient, Superior
from schemas.base import Id

_NOWHERE = "purged.invalid"
"""No mail reaches it (RFC 2606)."""


def may_purge_from(close: date, days: int) -> date:
    """Return the first day on which a campaign that closed may be purged."""
    return close + timedelta(days=days + 1)


def without_persons(agency: Agency) -> Agency:
    """Return what an agency is without who read its letters, and where."""
    head = None if agency.head is None else _blank(agency.head, f"head.{agency.id}")
    return agency.model_copy(
        update={
            "contact": _blank(agency.contact, agency.id),
            "head": head,
            "others": (),
            "stand_in": None,
            "later": tuple(
                one.model_copy(update={"contact": None}) for one in agency.later
            ),
        }
    )


def superior_without_person(superior: Superior) -> Superior:
    """Return a leader's post alone."""
    return Superior(id=superior.id, post=superior.post, address=_address(superior.id))


def recipient_without_address(recipient: Recipient) -> Recipient:
    """Return who got a copy, without where it went."""
    return recipient.model_copy(update={"address": _address(recipient.id)})


def _blank(contact: Contact, name: str) -> Contact:
    return Contact(post=contact.post, address=_address(name))


def _address(name: Id) -> str:
    return f"{name}@{_NOWHERE}"
