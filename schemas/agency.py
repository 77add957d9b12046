"""Who owes and who is written to."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from schemas.base import Frozen, Id, Title
from schemas.said import Said

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


Telephone = Annotated[
    str, StringConstraints(max_length=20, pattern=r"^\+?[0-9][0-9 .()-]{5,18}$")
]
"""A telephone number as people write it, with a leading zero or +84."""

MOST_OTHERS = 5


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
    telephone: Telephone | None = None


class StandIn(Contact):
    """Who reads an agency's letters while its contact is on leave, both days included.

    The contact gets them in copy.
    """

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(Said("a leave ends on its first day or later"))
        return self

    def covers(self, day: date) -> bool:
        """Tell whether the stand-in reads the letters of a day."""
        return self.first <= day <= self.last


class Superior(Contact):
    """The leader whom escalations about several agencies reach."""

    id: Id


class Succession(Frozen):
    """Who takes over what an agency still owes, from a day on.

    It is split among several; its link leads to the first of them.
    """

    to: tuple[Id, ...] = Field(min_length=1)
    since: date


class Lasting(Frozen):
    """A body that may end: it has a successor, or a last day and nobody in its place.

    Districts ended like that on 30/6/2025.
    """

    valid_to: date | None = None
    successor: Succession | None = None

    def over(self, day: date) -> bool:
        """Tell whether the body is there no more on a day."""
        if self.successor is not None:
            return self.successor.since <= day
        return self.valid_to is not None and self.valid_to < day


class Recipient(Lasting):
    """A place of the plan's list of recipients that gets its copy by mail."""

    id: Id
    name: Title
    address: Address


class Later(Frozen):
    """What an agency is called, or where it is written to, from a day on."""

    since: date
    name: Title | None = None
    contact: Contact | None = None


class Agency(Lasting):
    """One that owes duties: its contact, its head, and the superior above it.

    The contact is written to; `others` get a copy, so that an agency gets one letter,
    however many mailboxes it reads. `later` holds what is known to change; an agency
    with a `successor` ends on the day before.
    """

    id: Id
    name: Title
    contact: Contact
    kind: AgencyKind = AgencyKind.AGENCY
    head: Contact | None = None
    superior: Id | None = None
    others: tuple[Contact, ...] = Field(default=(), max_length=MOST_OTHERS)
    stand_in: StandIn | None = None
    later: tuple[Later, ...] = ()

    def on(self, day: date) -> "Agency":
        """Return the agency as it is on a day, with what changes after it."""
        come = sorted((o for o in self.later if o.since <= day), key=lambda o: o.since)
        known: dict[str, object] = {}
        for one in come:
            known |= {"name": one.name} if one.name else {}
            known |= {"contact": one.contact} if one.contact else {}
        ahead = tuple(one for one in self.later if one.since > day)
        return self.model_copy(update={**known, "later": ahead}) if come else self

    def readers(self, day: date) -> tuple[Contact, ...]:
        """Return who reads the letters of a day: the first is written to."""
        usual = (self.contact, *self.others)
        if self.stand_in is not None and self.stand_in.covers(day):
            return (self.stand_in, *usual)
        return usual


class Roster(Frozen):
    """The agencies of a campaign and the addresses its letters need."""

    agencies: tuple[Agency, ...] = Field(min_length=1)
    superiors: tuple[Superior, ...] = ()
    recipients: tuple[Recipient, ...] = ()
