"""The campaign of W5: 13 agencies with three duties and a report each."""

from datetime import date
from itertools import islice

from benchmarks.country import DUTIES, PLAN
from desk.plans.read import read_plan
from schemas.agency import Roster
from schemas.duty import DutyKind
from schemas.indicator import IndicatorSet
from schemas.plan import Briefs, Plan

AGENCIES = 13
BEGINS = date(2024, 4, 1)


def province() -> tuple[Plan, Roster]:
    """Return the plan and its roster: each entry owned by one agency."""
    plan, roster = read_plan(PLAN).require(as_proposed=True)
    office = next(one for one in roster.agencies if one.id == plan.office)
    owners = [*islice((one for one in roster.agencies if one != office), AGENCIES)]
    works = [duty for duty in plan.duties() if duty.kind is DutyKind.WORK]
    works = [
        one.model_copy(update={"awaits": (), "with_agencies": ()}) for one in works
    ]
    report = [one for one in plan.laid_on_all if one.kind is DutyKind.REPORT]
    each = DUTIES - len(report)
    entries = tuple(
        plan.entries[0].model_copy(
            update={
                "id": f"{i + 1}",
                "owners": (owner.id,),
                "duties": tuple(works[(i * each) % len(works) :][:each]),
            }
        )
        for i, owner in enumerate(owners)
    )
    made = plan.model_copy(
        update={
            "planned_issue": BEGINS,
            "entries": entries,
            "laid_on_all": tuple(report),
            "groups": (),
            "activities": (),
            "observances": (),
            "recipients": (),
            "indicators": IndicatorSet(),
            "briefs": Briefs(),
        }
    )
    agencies = (office, *owners)
    return made, roster.model_copy(update={"agencies": agencies})
