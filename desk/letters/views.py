"""What templates may read: values in words, no rules, no rows."""

from dataclasses import dataclass
from datetime import datetime

from calendars.deadlines import in_words
from calendars.said import moment_in_words, said_day
from desk.boards.views import Brief
from desk.reports.views import ReportView
from desk.season import Season
from rules.in_force import deadline_of
from schemas import words
from schemas.agency import Contact
from schemas.announcement import Announcement
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.deadline import Bound, Deadline, Origin
from schemas.duty import DutyKind, Modality
from schemas.in_force import Ceremony, PlanInForce


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty as people read it.

    `days_late` counts calendar days, 0 in time, and 0 while the duty `waits`: that says
    for which handovers, a line each. `before` is the last day it had before an
    amendment; `taken_from` says who owed it before. `awaited` counts the agencies that
    wait for it.
    """

    id: str
    title: str
    summary: str
    deadline: str
    last_day: str
    role: str
    source: str
    asked: bool
    report: bool
    proposed: bool = False
    days_late: int = 0
    before: str = ""
    taken_from: str = ""
    agency: str = ""
    waits: tuple[str, ...] = ()
    awaited: int = 0


@dataclass(frozen=True, slots=True)
class BehindView:
    """One agency of a superior's list: how many duties, and the longest delay."""

    agency: str
    duties: int
    days_late: int


@dataclass(frozen=True, slots=True)
class OfficeView:
    """The coordinating office: who signs letters, and where to reach it."""

    name: str
    post: str
    address: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan as every letter and page cites it.

    `amended` says by which documents it was amended, empty where by none.
    """

    id: str
    title: str
    short_title: str
    number: str
    signed_on: str
    issued_by: str
    place: str
    theme: str
    hotline: str
    slogans: tuple[str, ...]
    period: str
    slogans_link: str
    office: OfficeView
    amended: str = ""


@dataclass(frozen=True, slots=True)
class LaunchView:
    """The launch ceremony: where, and when in words."""

    place: str
    when: str


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """What the office announces, in paragraphs, and who ordered it."""

    subject: str
    paragraphs: tuple[str, ...]
    ordered_by: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """All that a letter's templates may read.

    `to` is whom it greets. The duties it speaks of stand by what it says of them:
    `assigned`, `reminded`, `unreceived` (`unseen`: nobody opened the docket), `quiet`
    (nothing was heard of them for long), `escalated`, `digest` (a superior's list),
    `answered` (a receipt, with its `code`) and `of_day` (those of the invitation's day,
    whose last day is `invited`). `link` opens the agency's page; `launch` is the
    ceremony, and `launch_item` tells that the letter invites to it; `call` is when to
    telephone; `cancelled` tells that the calendar file takes the day or the call back;
    `brief` is how the campaign stands, for the office and its leader. `until` is the
    last day that was asked for, or given, with the decision's `reason`; `concerns` is
    whom a declined duty concerns instead, and `accepted` tells that the office agrees;
    `waived` tells that it excuses the agency from a duty, else it does so no more;
    `announced` is what the office says beside the plan; `report` is the version of a
    report that was submitted. An amended plan has `moved` the deadlines of some duties,
    and `withdrawn` or `restored` others. Nobody has to do what a letter asks that is
    only `rehearsed`.
    """

    plan: PlanView
    to: str
    link: str = ""
    assigned: tuple[DutyView, ...] = ()
    reminded: tuple[DutyView, ...] = ()
    unreceived: tuple[DutyView, ...] = ()
    unseen: bool = False
    quiet: tuple[DutyView, ...] = ()
    escalated: tuple[DutyView, ...] = ()
    digest: tuple[DutyView, ...] = ()
    answered: tuple[DutyView, ...] = ()
    answer: str = ""
    code: str = ""
    answered_at: str = ""
    person: str = ""
    until: str = ""
    reason: str = ""
    concerns: str = ""
    accepted: bool = False
    waived: bool = False
    launch: LaunchView | None = None
    launch_item: bool = False
    call: str = ""
    invited: str = ""
    cancelled: bool = False
    plan_signed: bool | None = None
    of_day: tuple[DutyView, ...] = ()
    brief: Brief | None = None
    announced: tuple[AnnouncementView, ...] = ()
    report: ReportView | None = None
    moved: tuple[DutyView, ...] = ()
    restored: tuple[DutyView, ...] = ()
    withdrawn: tuple[DutyView, ...] = ()
    rehearsed: bool = False

    @property
    def changes(self) -> int:
        """Return of how many duties the letter tells that they were amended."""
        return len(self.moved) + len(self.restored) + len(self.withdrawn)

    @property
    def asked(self) -> bool:
        """Tell whether the letter speaks to a body that was asked of anything.

        One duty that was asked sets the tone of all: nobody urges such a body.
        """
        every = (*self.assigned, *self.reminded, *self.escalated, *self.of_day)
        changed = (*self.moved, *self.restored, *self.withdrawn)
        more = (*self.answered, *self.unreceived, *self.quiet, *changed)
        return any(duty.asked for duty in (*every, *more))

    @property
    def behind(self) -> tuple[BehindView, ...]:
        """Return the superior's list by agency, the longest delay first."""
        late: dict[str, list[int]] = {}
        for duty in self.digest:
            late.setdefault(duty.agency, []).append(duty.days_late)
        views = (BehindView(name, len(days), max(days)) for name, days in late.items())
        return tuple(sorted(views, key=lambda one: (-one.days_late, one.agency)))


def plan_view(in_force: PlanInForce, office: OfficeView, slogans_link: str) -> PlanView:
    """Return the plan in words."""
    plan, signing = in_force.plan, in_force.signing
    return PlanView(
        id=plan.id,
        title=plan.title,
        short_title=plan.short_title,
        number=signing.number,
        signed_on=said_day(signing.signed_on),
        issued_by=plan.issued_by,
        place=plan.place,
        theme=plan.theme,
        hotline=plan.hotline,
        slogans=plan.slogans,
        period=words.PERIOD.format(
            first=said_day(plan.period.first), last=said_day(plan.period.last)
        ),
        slogans_link=slogans_link,
        office=office,
        amended=amended_in_words(in_force),
    )


def amended_in_words(in_force: PlanInForce) -> str:
    """Say by which documents a plan was amended, empty where by none."""
    documents = [
        words.SIGNED.format(
            number=one.signing.number, day=said_day(one.signing.signed_on)
        )
        for one in in_force.amendments
    ]
    return words.AMENDED.format(documents=", ".join(documents)) if documents else ""


def office_view(name: str, contact: Contact) -> OfficeView:
    """Return the office in words."""
    return OfficeView(name, contact.post, contact.address)


def duty_view(
    owed: Assignment,
    season: Season,
    now: datetime,
    agency: str = "",
    waits: tuple[str, ...] = (),
) -> DutyView:
    """Return a duty in words, as of `now`; `agency` is named in a superior's list."""
    duty = season.duties[owed.duty]
    report = duty.kind is DutyKind.REPORT
    late = (now.astimezone(VN).date() - owed.last_day).days
    return DutyView(
        id=duty.id,
        title=duty.title,
        summary=duty.summary,
        deadline=deadline_in_words(owed, season),
        last_day=said_day(owed.last_day),
        role=words.ROLES[duty.role],
        source=duty.source.section,
        asked=owed.modality is Modality.ASKED,
        report=report,
        proposed=not owed.binding,
        days_late=0 if waits else max(0, late),
        agency=agency,
        waits=waits,
        awaited=len(owed.awaited_by),
    )


def deadline_in_words(owed: Assignment, season: Season) -> str:
    """Return the deadline in effect; an extended one names the plan's own as well."""
    duty = season.duties[owed.duty]
    verb = words.VERBS[duty.kind is DutyKind.REPORT]
    if owed.original is None:
        return in_words(deadline_of(duty, season.plan), season.days, verb)
    through = Deadline(bound=Bound.THROUGH, day=owed.last_day, origin=Origin.STATED)
    return words.EXTENDED.format(
        deadline=in_words(through, season.days, verb),
        day=said_day(owed.original.last_day),
    )


def announcement_view(said: Announcement) -> AnnouncementView:
    """Return an announcement's text, a paragraph for each of its lines."""
    return AnnouncementView(
        subject=said.subject,
        paragraphs=tuple(one for one in said.text.split("\n") if one),
        ordered_by=f"{said.name}, {said.post}",
    )


def launch_view(ceremony: Ceremony) -> LaunchView:
    """Return the launch ceremony in words."""
    return LaunchView(ceremony.place, moment_in_words(ceremony.starts))
