"""Who owes and who is written to."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from schemas.base import Frozen, Id, Title

_PATTERN = (
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$"
)
Address = Annotated[
    str,
    StringConstraints(max_length=254, pattern=_PATTERN),
    AfterValidator(str.lower),
]
"""A mail address (RFC 5321 without quoting), lower case."""


class AgencyKind(StrEnum):
    """An owner can be an agency, a post in an office, or several behind one mailbox."""

    AGENCY = "agency"
    POST = "post"
    COLLECTIVE = "collective"


class Contact(Frozen):
    """A mailbox and the post that reads it; a person's name is optional."""

    post: Title
    address: Address
    name: Title | None = None


class Superior(Contact):
    """The leader whom escalations about several agencies reach."""

    id: Id


class Recipient(Frozen):
    """A place of the plan's list of recipients that gets its copy by mail."""

    id: Id
    name: Title
    address: Address


class Agency(Frozen):
    """One that owes duties: its contact, its head, and the superior above it."""

    id: Id
    name: Title
    contact: Contact
    kind: AgencyKind = AgencyKind.AGENCY
    head: Contact | None = None
    superior: Id | None = None


class Roster(Frozen):
    """The agencies of a campaign and the addresses its letters need."""

    agencies: tuple[Agency, ...] = Field(min_length=1)
    superiors: tuple[Superior, ...] = ()
    recipients: tuple[Recipient, ...] = ()
