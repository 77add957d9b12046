"""What a campaign's boards and stories may read: values in words and counts."""

from dataclasses import dataclass

from rules.progress import Reports
from schemas.assignment import Counts
from schemas.plan import ReportRoute


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency's line; `mark` is a sign one sees from afar."""

    place: str
    name: str
    mark: str
    where: str
    counts: Counts
    next_last: str


@dataclass(frozen=True, slots=True)
class CellView:
    """How far a row is: its sign, its counts, the next last day, empty for none."""

    mark: str
    counts: Counts
    next_last: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An agency, or several: how far it is in each phase, and on the whole."""

    place: str
    name: str
    where: str
    whole: CellView
    phases: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Agencies by phases, all together first; a phase is its title and its days."""

    phases: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase's line."""

    title: str
    days: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty of one agency, and where it stands."""

    agency: str
    id: str
    title: str
    status: str
    last_day: str


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A duty that other agencies wait for, and their names."""

    duty: DutyRow
    waiting: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing a person of the office has to do; `duty` may be empty."""

    what: str
    agency: str
    duty: str
    since: str


@dataclass(frozen=True, slots=True)
class AnnouncedRow:
    """What the office announced, as which kind, by whose order, how far it came."""

    kind: str
    subject: str
    post: str
    at: str
    told: int
    expected: int


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A date that the plan does not state, and that a person has to confirm."""

    id: str
    title: str
    owner: str
    deadline: str
    origin: str


@dataclass(frozen=True, slots=True)
class DateRow:
    """One such date, with the ids of all duties that share it."""

    deadline: str
    origin: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of the plan's issue: to whom, of which kind, how far it is."""

    to: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a board leads to."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The plan as every board heads with it; `signed` is empty before its issue.

    `mail` says where its letters go on that `day`.
    """

    title: str
    theme: str
    hotline: str
    signed: str
    signer: str
    planned: str
    day: str
    mail: str
    rehearsed: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A campaign at a glance: `noted` is the newest fact's moment."""

    plan: PlanLine
    day: str
    noted: str
    total: Counts
    percent: str
    matrix: Matrix
    overdue: tuple[DutyRow, ...]
    items: tuple[ItemRow, ...]
    announced: tuple[AnnouncedRow, ...]
    letters: tuple[tuple[str, int], ...]
    handovers: tuple[HandoverRow, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """One agency that has not confirmed: of how many duties, since which day."""

    agency: str
    duties: int
    since: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """What is overdue and has come to the same step of the ladder."""

    stage: str
    duties: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class SealRow:
    """A day of the ledger as it was sealed; `code` is what `campaign verify` takes."""

    day: str
    facts: int
    code: str


@dataclass(frozen=True, slots=True)
class Brief:
    """How a campaign stands for the office in the morning, for a leader weekly.

    `ahead` are duties whose last day comes within a week; `handovers` are those
    that others wait for, and those overdue.
    """

    plan: PlanLine
    day: str
    total: Counts
    percent: str
    phases: tuple[PhaseRow, ...]
    unread: tuple[UnreadRow, ...]
    overdue: tuple[StageRow, ...]
    ahead: tuple[DutyRow, ...]
    items: tuple[ItemRow, ...]
    reports: Reports
    handovers: tuple[HandoverRow, ...] = ()
    seal: SealRow | None = None

    @property
    def says_something(self) -> bool:
        """Tell whether anybody has to do anything."""
        return bool(self.unread or self.overdue or self.items)


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """What stands above the form that confirms receipt on behalf of an agency."""

    plan: PlanLine
    agency: str
    duties: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class HeardRow:
    """How many agencies were written to, and how many have answered.

    `name` is that of a group, empty for all; `answered` said that they know of it.
    """

    name: str
    agencies: int
    written: int
    answered: int
    done: int


@dataclass(frozen=True, slots=True)
class HeardView:
    """Who was written to on which days, and who has not answered, by name.

    Of many agencies there are `groups` instead of names.
    """

    all: HeardRow
    days: str
    unreached: str
    unanswered: str
    undone: str
    groups: tuple[HeardRow, ...]


@dataclass(frozen=True, slots=True)
class ComingRow:
    """What comes next, when, and for how many agencies; none are counted of a stage."""

    when: str
    what: str
    agencies: int


@dataclass(frozen=True, slots=True)
class IssuanceStory:
    """The plan's issue: which dates wait to be confirmed, then who was written to.

    `passed` are duties whose deadline is over while the plan still waits; `heard` is
    of all that was assigned, `own` of this phase alone. Of many letters they are
    `counted` instead, by kind and state.
    """

    plan: PlanLine
    confirmed: bool
    passed: tuple[str, ...]
    dates: tuple[DateRow, ...]
    proposed: tuple[ProposedRow, ...]
    letters: tuple[LetterRow, ...]
    counted: tuple[tuple[str, str, int], ...]
    heard: HeardView | None
    own: HeardView | None
    ahead: tuple[ComingRow, ...]


@dataclass(frozen=True, slots=True)
class LaunchStory:
    """The launch ceremony: its window, its place and hour, who comes, how it was.

    `attending` pairs an agency with the number of its people; `invited` is None while
    nobody is; of many agencies only the counts are told. `heard` is of its duties.
    """

    plan: PlanLine
    window: str
    said: str
    place: str
    when: str
    attending: tuple[tuple[str, int], ...]
    coming: int
    people: int
    staying: int
    absent: tuple[str, ...]
    held: str
    attendance: int
    invited: HeardView | None
    heard: HeardView | None
    ahead: tuple[ComingRow, ...]


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A day that the campaign marks: `come` once it is there."""

    day: str
    title: str
    come: bool


@dataclass(frozen=True, slots=True)
class ActivitiesStory:
    """The month itself; what is `left` is listed from its last day on.

    Of many agencies only its number is told.
    """

    plan: PlanLine
    period: str
    slogans: tuple[str, ...]
    days: tuple[MarkedDay, ...]
    counts: Counts
    percent: str
    over: bool
    left: int
    undone: tuple[DutyRow, ...]
    heard: HeardView | None
    ahead: tuple[ComingRow, ...]


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """The reports of several agencies, and what share came, and came in time."""

    name: str
    expected: int
    actual: int
    on_time: int
    completeness: str
    timeliness: str


@dataclass(frozen=True, slots=True)
class ReportsStory:
    """Completeness and timeliness; what is missing is named, never counted as zero.

    Timely is what came by the deadline in effect; `by_plan`, by the plan's own.
    `scopes` are the groups of the plan; of many agencies only how many are `left`.
    """

    plan: PlanLine
    day: str
    route: ReportRoute
    expected: int
    actual: int
    on_time: int
    on_time_by_plan: int
    completeness: str
    timeliness: str
    timeliness_by_plan: str
    left: int
    missing: tuple[DutyRow, ...]
    closed: str
    scopes: tuple[ScopeRow, ...]
    heard: HeardView | None
    ahead: tuple[ComingRow, ...]


@dataclass(frozen=True, slots=True)
class ShiftedRow:
    """A day of a plan in another year; `note` is empty on a working day."""

    what: str
    before: str
    after: str
    note: str


@dataclass(frozen=True, slots=True)
class HeirRow:
    """A body that is there no more, and those in its place, empty for none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """How an agency answered last year, and whether letters to it came back."""

    name: str
    received: str
    kept: str
    report: str
    bounced: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class RenewedPage:
    """A plan made from that of `year`; `blank` pairs what is to be filled in and where.

    `others` counts what was reworded beside.
    """

    campaign: str
    before: str
    year: int
    folder: str
    blank: tuple[tuple[str, str], ...]
    days: tuple[ShiftedRow, ...]
    heirs: tuple[HeirRow, ...]
    known: bool
    answered: tuple[AnsweredRow, ...]
    others: int


@dataclass(frozen=True, slots=True)
class TurnRow:
    """What becomes of an agency: how it was and is called, from which day on."""

    what: str
    before: str
    after: str
    since: str


@dataclass(frozen=True, slots=True)
class AmendedRow:
    """What becomes of one duty of an agency, by its last days."""

    agency: str
    what: str
    id: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ForetoldRow:
    """A letter that an amendment would bring."""

    agency: str
    at: str
    kind: str
    duties: str
    calendar: str


@dataclass(frozen=True, slots=True)
class AmendedPage:
    """What an amendment brings; `kept` are answers that stay, `untold` who and why.

    `ignored` are agencies and their mailboxes that an amendment does not set.
    """

    seen: str
    plan: str
    turns: tuple[TurnRow, ...]
    changes: tuple[AmendedRow, ...]
    kept: tuple[tuple[str, str, str], ...]
    letters: tuple[ForetoldRow, ...]
    ignored: tuple[tuple[str, str], ...]
    untold: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ArmingPage:
    """What arming a campaign means; `first` are agency, kind and subject of letters."""

    campaign: str
    mail: str
    server: str
    domains: str
    outside: str
    in_mailbox: int
    waiting: int
    first: tuple[tuple[str, str, str], ...]
    seen: str
