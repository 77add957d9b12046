"""What the document of a plan says, in plain words."""

from datetime import datetime
from typing import NamedTuple

from documents.base import Letterhead, Recipients, Signature


class CitedText(NamedTuple):
    """A document the plan rests on: its kind, who it is of, its number and its day.

    As `Công văn` `của Bộ Y tế về ...`, `982/BYT-BMTE`, `ngày 12 tháng 3 năm 2024`.
    """

    kind: str
    rest: str = ""
    number: str = ""
    day: str = ""


class DutyText(NamedTuple):
    """A duty: its deadline in words, empty where the plan has none.

    `basis` is the law that sets the deadline. `dashed` tells a dash from a paragraph;
    `reports` tells the duty that goes the way of reports, of those laid on all.
    """

    title: str
    summary: str
    deadline: str = ""
    basis: str = ""
    partners: tuple[str, ...] = ()
    supporting: bool = False
    dashed: bool = True
    reports: bool = False
    besides: tuple[str, ...] = ()


class EntryText(NamedTuple):
    """An entry: its number (`8.1`), the agency or group, and how it is laid on."""

    number: str
    title: str
    asked: bool
    duties: tuple[DutyText, ...] = ()


class ActivityText(NamedTuple):
    """A main activity, and who leads it, empty where nobody is named."""

    title: str
    owner: str = ""


class RouteText(NamedTuple):
    """Where reports go: to one body, through another, consolidated for a third."""

    to: str
    through: str = ""
    purpose: str = ""


class PlanText(NamedTuple):
    """All that the document of a plan says; times are in words.

    `title` begins with `Kế hoạch`; `section` is the number under which
    the plan is cited for who does what, as `III`, empty where its entries do not agree.
    """

    letterhead: Letterhead
    title: str
    issuer: str
    theme: str
    period: str
    launch: str
    phases: tuple[tuple[str, str], ...]
    slogans: tuple[str, ...]
    activities: tuple[ActivityText, ...]
    entries: tuple[EntryText, ...]
    laid_on_all: tuple[DutyText, ...]
    route: RouteText
    signature: Signature
    recipients: Recipients
    at: datetime
    section: str = ""
    bases: tuple[CitedText, ...] = ()
    parent: CitedText | None = None
    observances: tuple[tuple[str, str], ...] = ()
