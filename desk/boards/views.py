"""What a campaign's boards and briefs may read: values in words and counts."""

from dataclasses import dataclass

from rules.progress import Reports
from schemas.assignment import Counts


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
class Link:
    """A page that a board leads to."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The plan as every board heads with it; `signed` is empty before its issue.

    `amended` says by which documents it was, `mail` where its letters go on that `day`.
    """

    title: str
    theme: str
    hotline: str
    signed: str
    amended: str
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
