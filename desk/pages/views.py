"""What an agency's pages may read: values in words, no rules, no rows."""

from collections.abc import Collection
from dataclasses import dataclass

from desk.letters.views import DutyView, LaunchView, PlanView
from desk.reports.views import ReportView
from schemas.entry import EntryKind
from schemas.report import ReportState
from schemas.status import Status


@dataclass(frozen=True, slots=True)
class SaidView:
    """Something somebody said: what, when, who, with the code of its receipt.

    `concerns` is whom a declined duty concerns instead; `step` is a percentage of
    progress, a number of people or a day; `n` numbers the answer where it may still be
    taken back, else it is 0.
    """

    kind: EntryKind
    what: str
    at: str
    who: str
    note: str
    concerns: str
    step: str
    code: str
    n: int


@dataclass(frozen=True, slots=True)
class DaysView:
    """Days that may be chosen, both included: in words, and as forms bound them."""

    first: str
    last: str
    min: str
    max: str


@dataclass(frozen=True, slots=True)
class ReportingView:
    """A report that is written on the pages of its agency.

    `back` is what the office asks for while it was sent back; `versions` are those
    submitted, and `drafted` is when a draft was saved that was not.
    """

    duty: str
    state: ReportState
    word: str
    locked: bool
    back: SaidView | None
    versions: tuple[SaidView, ...]
    drafted: str


@dataclass(frozen=True, slots=True)
class OwedView:
    """A duty on its agency's page: where it stands, and the last that was said of it.

    `received`: its receipt is not asked for any more; `rests`: nothing is now, and
    `declined` tells that the office has to decide on it. `asked` is the day until which
    more time was asked for and not decided on yet; `ruled` the last decision, and
    `judged` that on whether it is asked of the agency; `may_ask` the days that may be
    asked for, None where none may. `report` is where its report stands, if it is done
    by one.
    """

    duty: DutyView
    status: Status
    word: str
    received: bool
    rests: bool
    declined: bool
    said: SaidView | None
    asked: str
    ruled: SaidView | None
    judged: SaidView | None
    may_ask: DaysView | None
    report: ReportingView | None


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """A duty that an amendment took from its agency; `document` is what says so.

    `said` is the last that was said of it: facts stay.
    """

    id: str
    title: str
    word: str
    document: str
    said: SaidView | None


@dataclass(frozen=True, slots=True)
class CeremonyView:
    """The launch ceremony on an agency's page; `open` while it can be answered."""

    launch: LaunchView
    open: bool
    said: SaidView | None


@dataclass(frozen=True, slots=True)
class DelegateView:
    """The colleague a docket was passed on to, and who passed it on."""

    who: str
    said: SaidView


@dataclass(frozen=True, slots=True)
class DocketPage:
    """One agency's docket as its page shows it; `ref` names it in addresses.

    `feed` is the address of its calendar; `delegate` reads its letters, where it was
    passed on; `domains` are those in which a colleague's address may lie; `withdrawn`
    is what it owes no more. `succeeds` names the agency whose link led here, where that
    has ended. `signed_plan` tells whether the plan's file is signed, None without one.
    `unsent` says that no letter leaves now, empty while they do.
    """

    docket: int
    ref: str
    agency: str
    plan: PlanView
    owed: tuple[OwedView, ...]
    ceremony: CeremonyView | None
    signed_plan: bool | None
    feed: str
    delegate: DelegateView | None
    domains: tuple[str, ...]
    withdrawn: tuple[WithdrawnView, ...] = ()
    succeeds: str = ""
    unsent: str = ""

    @property
    def asked(self) -> bool:
        """Tell whether the agency was asked of anything: that sets the tone."""
        return any(one.duty.asked for one in self.owed)

    @property
    def waiting(self) -> tuple[OwedView, ...]:
        """Return the duties whose receipt was not confirmed."""
        return tuple(one for one in self.owed if not one.received)

    @property
    def unsettled(self) -> tuple[OwedView, ...]:
        """Return the duties that something is asked of."""
        return tuple(one for one in self.owed if not one.rests)

    @property
    def answerable(self) -> tuple[OwedView, ...]:
        """Return the unsettled duties that a word settles: a report is written."""
        return tuple(one for one in self.unsettled if one.report is None)

    @property
    def report(self) -> OwedView | None:
        """Return the duty that is done by a report."""
        return next((one for one in self.owed if one.report), None)

    def reports(self, duties: Collection[str]) -> bool:
        """Tell whether any of these duties is done by a report."""
        return self.report is not None and self.report.duty.id in duties

    @property
    def standings(self) -> dict[str, int]:
        """Return how many duties stand where, in words."""
        words = [one.word for one in self.owed]
        return {word: words.count(word) for word in dict.fromkeys(words)}


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The receipt of one act: what was said of which duties.

    Each duty has its title, and the number of its answer where it may be taken back.
    `report` is the version that was submitted.
    """

    page: DocketPage
    said: SaidView
    duties: tuple[tuple[str, int], ...]
    report: ReportView | None
