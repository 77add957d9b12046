"""A campaign of any number of agencies with four duties each, worded as Lai Châu's.

One agency in a hundred owes its duties a month before all others: on the day of their
first reminder as many newly have something to say, and nobody else.
"""

from datetime import date, datetime, time
from typing import NamedTuple

from calendars.hours import opening
from calendars.working_days import WorkingDays
from desk.plans.read import read_plan
from schemas.agency import Agency, Contact, Roster
from schemas.base import VN
from schemas.deadline import Bound, Deadline, Origin
from schemas.duty import Duty, DutyKind
from schemas.escalation import Policy
from schemas.in_force import Signing
from schemas.indicator import IndicatorSet
from schemas.phase import PhaseKind, Span
from schemas.plan import Briefs, Group, Launch, Plan, PlanEntry

PLAN = "lai-chau-2024"
DUTIES = 4
"""What each agency owes."""
SOON, LATER = "soon", "later"
_DAYS = {SOON: date(2024, 6, 14), LATER: date(2024, 7, 12)}
_IN_JULY = Span(first=date(2024, 7, 15), last=date(2024, 7, 31))
"""No phase has anything to do while the beats are measured."""
ONE_IN = 100
_REMINDED = 7
"""Working days before the deadline on which the policy reminds first."""


class Country(NamedTuple):
    """A plan with its roster, and the moments of its season that are measured.

    `reminding` is when those of the earlier deadline are reminded, and `quiet` an hour
    before, at which nobody has anything to say.
    """

    plan: Plan
    roster: Roster
    issued: datetime
    quiet: datetime
    reminding: datetime

    @property
    def assignments(self) -> int:
        """Return how many duties are owed in all."""
        return DUTIES * (len(self.roster.agencies) - 1)

    @property
    def signing(self) -> Signing:
        """Return how the plan is signed."""
        return Signing(
            number=f"01/{self.plan.symbol}",
            signed_on=self.plan.planned_issue,
            signer=self.plan.signer.post,
            dates_confirmed=True,
        )


def country(agencies: int, days: WorkingDays, one_in: int = ONE_IN) -> Country:
    """Return the campaign of so many agencies, and of the office, which owes nothing.

    One agency in `one_in` has the earlier deadline.
    Nobody is asked for receipts or for progress, so that all sleep between deadlines.
    """
    plan, roster = read_plan(PLAN).require(as_proposed=True)
    office = next(one for one in roster.agencies if one.id == plan.office)
    names = [f"don-vi-{i}" for i in range(agencies)]
    soon = dict.fromkeys(names[::one_in])
    groups = {SOON: [*soon], LATER: [name for name in names if name not in soon]}
    made = plan.model_copy(
        update={
            "id": "ca-nuoc-2024",
            "entries": tuple(_entry(plan, name) for name in groups),
            "groups": tuple(
                Group(id=name, name=name, kind="expanded", members=tuple(members))
                for name, members in groups.items()
            ),
            "laid_on_all": (),
            "recipients": (),
            "activities": (),
            "period": _IN_JULY,
            "launch": Launch(window=_IN_JULY),
            "observances": (),
            "parent_plan": None,
            "indicators": IndicatorSet(),
            "briefs": Briefs(),
            "policy": Policy(receive=(), update=None),
        }
    )
    reminding = opening(days.before(_DAYS[SOON], _REMINDED), made.policy.letter_hours)
    everybody = (office, *(_agency(i, name) for i, name in enumerate(names)))
    return Country(
        plan=made,
        roster=Roster(agencies=everybody, superiors=roster.superiors),
        issued=opening(plan.planned_issue, plan.policy.letter_hours),
        quiet=datetime.combine(reminding.date(), time(7), VN),
        reminding=reminding,
    )


def _agency(nth: int, name: str) -> Agency:
    contact = Contact(post="Văn thư", address=f"vanthu@donvi{nth}.example")
    return Agency(id=name, name=f"Đơn vị số {nth}", contact=contact)


def _entry(plan: Plan, group: str) -> PlanEntry:
    """Return the entry under which a group owes: duties as long as real ones."""
    works = [duty for duty in plan.duties() if duty.kind is DutyKind.WORK]
    deadline = Deadline(bound=Bound.THROUGH, day=_DAYS[group], origin=Origin.STATED)
    like = plan.entries[0]
    return PlanEntry(
        id=group,
        title=like.title,
        source=like.source,
        owners=(group,),
        duties=tuple(
            _duty(one, group, i, deadline) for i, one in enumerate(works[:DUTIES])
        ),
    )


def _duty(like: Duty, group: str, nth: int, deadline: Deadline) -> Duty:
    return like.model_copy(
        update={
            "id": f"{group}.{nth + 1}",
            "phase": PhaseKind.ACTIVITIES,
            "period": "outside",
            "deadline": deadline,
            "awaits": (),
            "with_agencies": (),
            "touches": (),
        }
    )
