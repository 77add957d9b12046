"""What an agency reports, and what becomes of many reports."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field, StringConstraints

from schemas.base import Frozen, Id, Moment, Title

LONGEST_PART = 4000
"""Characters of one narrative part."""

Part = Annotated[str, StringConstraints(max_length=LONGEST_PART)]
Figure = Annotated[int, Field(ge=0)]


class Channel(StrEnum):
    """How a report came: on the agency's page, or to the office by other ways.

    `consolidated` comes from the campaign below; `clerk` went by the clerk's office
    (classified or on paper), so its figures are not here.
    """

    PAGE = "page"
    PAPER = "paper"
    TELEPHONE = "telephone"
    MAIL = "mail"
    CONSOLIDATED = "consolidated"
    CLERK = "clerk"


class ReportState(StrEnum):
    """Where a report stands, in one word."""

    MISSING = "missing"
    DRAFT = "draft"
    HANDED_IN = "handed-in"
    SIGNED = "signed"
    SENT_BACK = "sent-back"
    CONSOLIDATED = "consolidated"
    LOCKED = "locked"


class SignedCopy(Frozen):
    """The signed document of a report, by its own number and day."""

    number: Title
    signed_on: date


class Narrative(Frozen):
    """What a report says in words."""

    results: Part = ""
    difficulties: Part = ""
    proposals: Part = ""


class Timeliness(Frozen):
    """Expected, actual and on time for one group of agencies (DHIS2's words).

    `scope` names a group, an entry of the plan or a level below, empty for all;
    `on_time` goes by the deadline in effect, `on_time_planned` by the plan's.
    """

    scope: str
    expected: int = Field(ge=0)
    actual: int = Field(ge=0)
    on_time: int = Field(ge=0)
    on_time_planned: int = Field(ge=0)


class Coverage(Frozen):
    """Which version of which campaign below figures come from, and what it rests on.

    `reported` of `expected` agencies stand behind it; `levels` are the counts of the
    levels below, one for each.
    """

    campaign: Id
    version: int = Field(ge=1)
    reported: int = Field(ge=0)
    expected: int = Field(ge=0)
    levels: tuple[Timeliness, ...] = ()


class Report(Frozen):
    """One version of an agency's report.

    `figures` hold what was entered, a missing one is missing and never zero; `nothing`
    are the groups in which nothing arose: each of their figures is a reported zero.
    `explained` holds the agency's words on a figure that looked odd. `attachments` are
    their ids. `source` names the document or the call that the office entered it from,
    and `recorded` when, where it had come before. `below` tells whose figures these
    are, where they were consolidated.
    """

    channel: Channel = Channel.PAGE
    figures: Mapping[Id, Figure] = {}
    nothing: tuple[Id, ...] = ()
    narrative: Narrative = Narrative()
    explained: Mapping[Id, Part] = {}
    attachments: tuple[str, ...] = ()
    source: Title | None = None
    recorded: Moment | None = None
    below: Coverage | None = None


def _as_written(figure: object) -> object:
    """Return a figure as people wrote it; 1.250 unquoted would have become 1,25."""
    if isinstance(figure, int) and not isinstance(figure, bool):
        return f"{figure}"
    if isinstance(figure, str):
        return figure
    raise ValueError("a figure with a point or a comma stands in quotes, as '1.250'")


Written = Annotated[str, BeforeValidator(_as_written)]


class WrittenReport(Frozen):
    """A report as the office writes it into a file: figures as people write them."""

    channel: Channel = Channel.PAPER
    figures: Mapping[Id, Written] = {}
    nothing: tuple[Id, ...] = ()
    narrative: Narrative = Narrative()
    explained: Mapping[Id, Part] = {}
    source: Title | None = None


class Filed(NamedTuple):
    """A report in the ledger: `n` is the fact that submitted it."""

    docket: int
    n: int
    version: int
    report: Report
