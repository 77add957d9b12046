"""What the stories of phases may read: values in words."""

from dataclasses import dataclass

from desk.boards.views import DutyRow, PlanLine
from schemas.assignment import Counts
from schemas.plan import ReportRoute


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
