"""What a consolidated report says, in plain words and numbers, for both its files."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from documents.base import Letterhead, Recipients, Signature
from schemas.consolidation import FlagKind


class Figure(NamedTuple):
    """A figure: None where nobody reported it, in per mille where it is a ratio.

    `hidden` is a small count that is not published. The .docx never says its value,
    the .xlsx only where the view has sources; a published view leaves it None.
    """

    value: int | None
    hidden: bool = False
    ratio: bool = False


class Line(NamedTuple):
    """One indicator: what it came to, and how many of those asked stand behind it.

    `id` is what the figures of a source are keyed by.
    """

    id: str
    label: str
    unit: str
    figure: Figure
    reported: int
    asked: int


class Group(NamedTuple):
    """The results of one group: sentences about it, if any, and its indicators."""

    title: str
    lines: tuple[Line, ...]
    sentences: tuple[str, ...] = ()


class Source(NamedTuple):
    """A report that the figures rest on: its version, the code of its receipt.

    `figures` are those that were counted, by the id of their line.
    """

    agency: str
    version: int
    code: str
    figures: Mapping[str, int]


class Punctuality(NamedTuple):
    """Expected, handed in, on time (by the deadline in effect, by the plan's).

    `scope` names a group of agencies, empty for all.
    """

    scope: str
    expected: int
    actual: int
    on_time: int
    on_time_planned: int


class Coverage(NamedTuple):
    """How many reported of how many, and who did not, by name.

    `elsewhere` reported by the clerk's office, without figures.
    """

    reported: int
    expected: int
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    punctuality: tuple[Punctuality, ...] = ()


class Voice(NamedTuple):
    """What an agency said in words; lines stay lines."""

    agency: str
    results: str = ""
    difficulties: str = ""
    proposals: str = ""


class Flag(NamedTuple):
    """What a person should look at before signing; it is no part of the report."""

    kind: FlagKind
    label: str
    agencies: tuple[str, ...]


class Change(NamedTuple):
    """How a figure differs from the version before, and by whose reports.

    Where one of the two is hidden, or what lies between them is, both are hidden.
    """

    label: str
    unit: str
    before: Figure
    after: Figure
    because: tuple[str, ...] = ()


class ConsolidatedView(NamedTuple):
    """All that a version of a consolidated report says.

    `to` is whom it is for (none: a report without "Kính gửi"); `subject` follows "Báo
    cáo"; `plan` is what the plan is about, `number` and `signed_on` are its own.
    `direction` are further paragraphs about how the office led. `workbook` names the
    file of figures that goes with it. Without `sources` both files can be published.
    Changes are published where a version `amends` figures that were locked.
    """

    letterhead: Letterhead
    issuer: str
    subject: str
    plan: str
    number: str
    signed_on: date
    groups: tuple[Group, ...]
    coverage: Coverage
    version: int
    at: datetime
    locked: bool
    signature: Signature
    recipients: Recipients
    to: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    flags: tuple[Flag, ...] = ()
    amends: bool = False
    changes: tuple[Change, ...] = ()
    sources: tuple[Source, ...] = ()
    workbook: str = ""
