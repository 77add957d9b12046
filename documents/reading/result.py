"""What reading a document comes to: the object that `campaign draft --json` prints.

Documented in docs/reading.md. A date is null where the text is silent; `source` are
numbers of lines or paragraphs, `raw` is the text exactly as it stands there.
"""

import datetime

from pydantic import Field

from schemas.base import Frozen

Day = datetime.date | None


class Item(Frozen):
    """Something read, with where it stands."""

    source: tuple[int, ...] = ()
    raw: str = ""


class Slogan(Item):
    """A slogan, letter for letter."""

    text: str


class PeriodRead(Item):
    """The campaign's days, both included."""

    first: Day = Field(default=None, serialization_alias="from")
    last: Day = Field(default=None, serialization_alias="to")


class Cited(Item):
    """A document the text rests on."""

    ref: str
    date: Day = None
    number: str | None = None
    kind: str = ""
    issuer: str | None = None
    title: str | None = None
    """Its kind and what it is about, where a line of its own names it."""


class ParentRead(Item):
    """The plan above this one; its number is never the own one."""

    number: str | None = None
    date: Day = None
    issuer: str | None = None
    title: str | None = None


class DeadlineRead(Item):
    """A time the text says, with its bound; `subject` is what it is for.

    `said` are words before it that it settles: cuối năm (đến ngày 31/12/2024).
    """

    bound: str
    date: Day = None
    first: Day = Field(default=None, serialization_alias="from")
    last: Day = Field(default=None, serialization_alias="to")
    last_day: Day = None
    last_working_day: Day = None
    offset_days: int | None = None
    offset_working: bool = False
    anchor: str | None = None
    hour: str | None = None
    said: str | None = None
    year_inferred: bool = False
    subject: str | None = Field(default=None, serialization_alias="for")


class DutyRead(Item):
    """A duty: a dash, a paragraph or a cell."""

    text: str
    phase: str
    lead: bool
    deadline: DeadlineRead | None = None
    partners: tuple[str, ...] = Field(default=(), serialization_alias="with")
    kind: str = "work"
    bullet: int | None = None


class AgencyRead(Item):
    """An entry of the part on who does what."""

    no: str | None
    name: str
    parent: str | None
    modality: str
    group: str | None
    open_ended: bool
    post: bool
    members: tuple[str, ...]
    section: str
    duties: tuple[DutyRead, ...]


class ReportRead(Item):
    """A report the text asks for."""

    who: str | None
    to: str | None
    via: str | None
    consolidated_for: str | None = Field(serialization_alias="for")
    deadline: DeadlineRead | None


class RecipientRead(Item):
    """A line of "Nơi nhận"."""

    name: str
    mark: str | None


class SignerRead(Item):
    """The signature block."""

    authority: tuple[str, ...] = ()
    position: str | None = None
    name: str | None = None


class ActivityRead(Item):
    """A main activity; `owner` is null where the text names none."""

    text: str
    owner: str | None


class Flag(Item):
    """Something a person has to look at; the text was not repaired."""

    what: str
    why: str


class Reading(Frozen):
    """All that was read of a document."""

    title: str | None
    kind: str
    issuer: str | None
    level: str | None
    number: str | None
    symbol: str | None
    date: Day
    month: int | None = Field(default=None, exclude=True)
    place: str | None
    year: int | None
    theme: str | None
    period: PeriodRead
    slogans: tuple[Slogan, ...]
    legal_bases: tuple[Cited, ...]
    parent: ParentRead
    agencies: tuple[AgencyRead, ...]
    laid_on_all: tuple[DutyRead, ...]
    activities: tuple[ActivityRead, ...]
    deadlines: tuple[DeadlineRead, ...]
    reports: tuple[ReportRead, ...]
    recipients: tuple[RecipientRead, ...]
    signer: SignerRead
    flags: tuple[Flag, ...]
    sources: dict[str, Item]
    """Where the single values stand: title, number, theme, ..."""
