"""What the reports of a campaign come to, and which reports stand behind it."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen, Id, Moment
from schemas.report import Narrative, Timeliness


class SourceReport(Frozen):
    """A version of an agency's report that a consolidation rests on.

    `n` is the fact that gave it; `version` is 0 where the agency only said that nothing
    arose, or that it is done.
    """

    agency: Id
    docket: int
    n: int
    version: int = Field(ge=0)


class Total(Frozen):
    """What an indicator came to: `figure` is a count, or per mille for a ratio.

    None where nobody reported it, or where it does not add up. `reported` of `asked`
    agencies gave a figure; `missing` are the others. Missing is never zero.
    """

    indicator: Id
    figure: int | None
    reported: int = Field(ge=0)
    asked: int = Field(ge=0)
    missing: tuple[Id, ...] = ()


class Voice(Frozen):
    """What an agency said in words."""

    agency: Id
    narrative: Narrative


class FlagKind(StrEnum):
    """What a person should look at before signing."""

    SAME_FIGURE = "same-figure"
    TWO_LEVELS = "two-levels"


class Flag(Frozen):
    """The same figure may have been counted by several agencies."""

    kind: FlagKind
    indicator: Id
    agencies: tuple[Id, ...]


class Change(Frozen):
    """How a total differs from the version before, and whose reports changed it."""

    indicator: Id
    before: int | None
    after: int | None
    because: tuple[SourceReport, ...] = ()


class Consolidation(Frozen):
    """A version of a campaign's consolidated report.

    `sources` are the reports it rests on, `missing` the agencies that have not
    reported, `elsewhere` those whose report is given, its figures elsewhere (it went by
    the clerk's office). `levels` are the counts of the levels below, as consolidated
    reports bring them. It `amends` figures that were locked in the version before.
    """

    campaign: Id
    version: int = Field(ge=1)
    at: Moment
    revision: int = Field(ge=1)
    locked: bool
    sources: tuple[SourceReport, ...]
    totals: tuple[Total, ...]
    missing: tuple[Id, ...] = ()
    elsewhere: tuple[Id, ...] = ()
    timeliness: tuple[Timeliness, ...] = ()
    levels: tuple[Timeliness, ...] = ()
    voices: tuple[Voice, ...] = ()
    flags: tuple[Flag, ...] = ()
    amends: bool = False
    changes: tuple[Change, ...] = ()
