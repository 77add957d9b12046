"""What is decided: one agency's assignments, its facts, and the terms all share."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, TypeVar

from calendars.working_days import WorkingDays
from rules.fold import stand
from rules.standing import Standing
from schemas.assignment import Assignment, DocketKind
from schemas.entry import Entry
from schemas.escalation import Policy
from schemas.in_force import Ceremony
from schemas.plan import Briefs
from schemas.silence import Silence

_NOBODY = Briefs()
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Terms:
    """What all dockets of a campaign share under one revision of its plan.

    `recipients` are the places of the roster that get a copy of the signed plan;
    `silence` is the latest one of the whole campaign; `ask_from` is when the office has
    to ask those above it for the plan that agencies wait for; `turns` is when something
    becomes of an agency next.
    """

    policy: Policy
    days: WorkingDays
    close: datetime
    ceremony: Ceremony | None = None
    silence: Silence | None = None
    recipients: tuple[str, ...] = ()
    briefs: Briefs = _NOBODY
    ask_from: datetime | None = None
    turns: datetime | None = None


class Past(NamedTuple):
    """What a docket's facts have come to; `mark` is equal where all of them are."""

    standing: Standing
    mark: bytes


@dataclass(frozen=True)
class Docket:
    """One agency's assignments under the plan in force, and the facts about them.

    `withdrawn` is what it owed before the plan was amended, as it owed it; one that has
    `ended` is written to no more. With a `past` it holds no facts, only what they have
    come to.
    """

    agency: str
    kind: DocketKind
    assignments: tuple[Assignment, ...]
    entries: tuple[Entry, ...]
    terms: Terms
    withdrawn: tuple[Assignment, ...] = ()
    ended: bool = False
    past: Past | None = None

    def __post_init__(self) -> None:
        """Refuse facts beside a past: they would not count."""
        if self.past and self.entries:
            raise ValueError(f"{self.agency}: a docket has facts or a past, not both")

    @property
    def likeness(self) -> Hashable:
        """Return what is equal for dockets about which the same is decided.

        Those that owe the same under one plan share their assignments; nothing that is
        decided depends on who they are.
        """
        shared = (id(self.assignments), id(self.withdrawn), id(self.terms))
        told = self.past.mark if self.past else self.entries
        return (self.kind, self.ended, *shared, told)

    @cached_property
    def standing(self) -> Standing:
        """Return where the docket stands; who performs on it does so on a copy."""
        return self.past.standing if self.past else stand(self.entries)

    def next_deadline(self, standing: Standing, now: datetime) -> datetime | None:
        """Return when a duty of the docket becomes overdue next, for its counts."""
        return next_deadline(self.assignments, standing, now)


def of_each(
    dockets: Iterable[Docket], find: Callable[[Docket], _Found]
) -> Iterator[tuple[Docket, _Found]]:
    """Yield dockets, each with what is found of it; of dockets alike that is done once.

    What is found does not say whose docket it is. All dockets are there throughout:
    what they share is told apart by where it lies.
    """
    every, known = list(dockets), dict[Hashable, _Found]()
    for docket in every:
        like = docket.likeness
        if like not in known:
            known[like] = find(docket)
        yield docket, known[like]


def next_deadline(
    owes: Iterable[Assignment], standing: Standing, now: datetime
) -> datetime | None:
    """Return when the next of these duties of which something is asked is overdue."""
    lasts = (
        one.last for one in owes if one.last > now and not standing.rests(one.duty)
    )
    return min(lasts, default=None)
