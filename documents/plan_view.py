"""What the document of a plan says, in plain words."""

from datetime import datetime
from typing import NamedTuple

from documents.base import Letterhead, Recipients, Signature


class CitedView(NamedTuple):
    """A document the plan rests on: its kind, who it is of, its number and its day.

    As `Công văn` `của Bộ Y tế về ...`, `982/BYT-BMTE`, `ngày 12 tháng 3 năm 2024`.
    """

    kind: str
    rest: str = ""
    number: str = ""
    day: str = ""


class DutyView(NamedTuple):
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


class EntryView(NamedTuple):
    """An entry: its number (`8.1`), the agency or group, and how it is laid on."""

    number: str
    title: str
    asked: bool
    duties: tuple[DutyView, ...] = ()


class ActivityView(NamedTuple):
    """A main activity, and who leads it, empty where nobody is named."""

    title: str
    owner: str = ""


class RouteView(NamedTuple):
    """Where reports go: to one body, through another, consolidated for a third."""

    to: str
    through: str = ""
    purpose: str = ""


class PlanView(NamedTuple):
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
    activities: tuple[ActivityView, ...]
    entries: tuple[EntryView, ...]
    laid_on_all: tuple[DutyView, ...]
    route: RouteView
    signature: Signature
    recipients: Recipients
    at: datetime
    section: str = ""
    bases: tuple[CitedView, ...] = ()
    parent: CitedView | None = None
