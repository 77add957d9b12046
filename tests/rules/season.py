"""A small plan and a docket that performs its own actions, for tables of cases."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from calendars.deadlines import last_instant
from calendars.working_days import WorkingDays
from rules.assignments import ladder
from rules.decide import decide
from rules.docket import Docket, Terms
from schemas.action import Decision
from schemas.assignment import Assignment, DocketKind
from schemas.base import VN
from schemas.duty import DutyKind, Modality, Role
from schemas.entry import Entry, EntryKind
from schemas.escalation import Policy
from schemas.phase import PhaseKind

DAYS = WorkingDays.vietnam()
LADDER_ONLY = Policy(receive=(), update=None)
"""Nobody is asked for a receipt or for progress, so that the ladder stands alone."""

TERMS = Terms(policy=LADDER_ONLY, days=DAYS, close=last_instant(date(2024, 7, 31)))
CLOCKS = replace(TERMS, policy=Policy())
"""As a plan has it that says nothing of its policy."""


def at(day: int, month: int, hour: int = 8, minute: int = 0) -> datetime:
    """Return a moment of 2024."""
    return datetime.combine(date(2024, month, day), time(hour, minute), VN)


def owes(
    duty: str = "1.1",
    last: date = date(2024, 7, 19),
    *,
    modality: Modality = Modality.ASSIGNED,
    binding: bool = True,
    policy: Policy | None = None,
) -> Assignment:
    """Return an assignment that ends with `last`."""
    advised = DAYS.on_or_before(last)
    return Assignment(
        duty,
        DutyKind.WORK,
        PhaseKind.ACTIVITIES,
        Role.LEAD,
        modality,
        last,
        last_instant(last),
        advised,
        binding,
        "r1",
        ladder(duty, "r1", last, modality, policy or Policy(), DAYS),
    )


@dataclass
class Played:
    """A docket whose decisions are performed at once, and what they were."""

    docket: Docket
    told: list[tuple[datetime, str, tuple[str, ...]]] = field(default_factory=list)
    wakes: list[datetime] = field(default_factory=list)

    def beat(self, now: datetime) -> Decision:
        decision = decide(self.docket, now)
        for action in decision.actions:
            self.append(
                action.kind, now, duty=action.duty, step=action.step, key=action.key
            )
        self.told += [
            (now, str(draft.kind), tuple(f"{i.step}:{i.duty}" for i in draft.items))
            for draft in decision.drafts
        ]
        return decision

    def append(self, kind: EntryKind, now: datetime, **columns: str) -> None:
        n = len(self.docket.entries) + 1
        entry = Entry(n, now, kind, **columns)
        self.docket = replace(self.docket, entries=(*self.docket.entries, entry))

    def answer(self, kind: EntryKind, now: datetime, duty: str) -> None:
        act = f"a{len(self.docket.entries)}"
        self.append(kind, now, duty=duty, act=act)
        self.beat(now)

    def play(self, since: datetime, until: datetime) -> None:
        """Beat from wake to wake."""
        now: datetime | None = since
        while now is not None and now <= until:
            wake = self.beat(now).wake
            assert wake is None or wake > now, "a wake lies in the future"
            now = wake


def agency(*assignments: Assignment, terms: Terms = TERMS) -> Played:
    return Played(Docket("so-y-te", DocketKind.AGENCY, assignments, (), terms))
