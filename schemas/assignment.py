"""A duty bound to one agency, as the rules read it."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from schemas.duty import PARENT_PLAN, DutyKind, Modality, Role
from schemas.phase import PhaseKind
from schemas.step import Reader, StepKind, goes_above


class Rung(NamedTuple):
    """A step of the ladder bound to a deadline: it says something from `at` on.

    Its `key` names it for one duty, under the term that set the deadline.
    """

    name: str
    kind: StepKind
    days: int
    at: datetime
    to: Reader
    copy_to: tuple[Reader, ...]
    key: str

    @property
    def above(self) -> bool:
        """Tell whether the step goes past the agency."""
        return goes_above(self.kind, self.to)


class Original(NamedTuple):
    """What the plan says of a deadline that was extended since."""

    last_day: date
    last: datetime
    term: str


class Setting(NamedTuple):
    """A deadline as the plan had it from a moment on; `term` as in an assignment."""

    at: datetime
    last_day: date
    term: str


class Handover(NamedTuple):
    """What a duty waits for: that another agency has done a duty of its own.

    The parent's plan is no agency's duty, so its `agency` is empty.
    """

    agency: str
    duty: str

    @property
    def name(self) -> str:
        """Return how facts name it: `<agency>/<duty>`."""
        return f"{self.agency}/{self.duty}"


PARENT = Handover("", PARENT_PLAN)
"""That the parent's plan is issued."""


class Assignment(NamedTuple):
    """What rules read of a duty an agency owes.

    `last_day` is the last valid day and `last` its end; `advised` the working day to
    finish by. `binding` is False while a date nobody confirmed was proposed. `term`
    names the revision or the extension that set the deadline, so that a moved deadline
    arms its ladder anew; `original` is what an extension has replaced. `awaits` is
    what has to be handed over before the agency is blamed for it, and `awaited_by` are
    the agencies that wait for this one in turn. `begins` is when the parent's plan came
    that it waited for, or its report was unlocked; nothing is asked of one that is
    `locked`. `settings` are all that an amended plan ever said of its
    deadline, the present one last; none where it never moved.
    """

    duty: str
    kind: DutyKind
    phase: PhaseKind
    role: Role
    modality: Modality
    last_day: date
    last: datetime
    advised: date
    binding: bool
    term: str
    ladder: tuple[Rung, ...]
    awaits: tuple[Handover, ...] = ()
    awaited_by: tuple[str, ...] = ()
    begins: datetime | None = None
    original: Original | None = None
    locked: bool = False
    settings: tuple[Setting, ...] = ()

    @property
    def planned(self) -> Original:
        """Return the deadline as the plan has it, extended or not."""
        return self.original or Original(self.last_day, self.last, self.term)


class DocketKind(StrEnum):
    """An agency's docket; a group's, kept without letters; the office's own."""

    AGENCY = "agency"
    GROUP = "group"
    OFFICE = "office"


class Counts(NamedTuple):
    """Derived counts of a docket, exact as of one moment."""

    expected: int
    confirmed: int
    fulfilled: int
    overdue: int
