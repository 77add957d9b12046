"""One campaign of many agencies, issued now, whose letters may leave at any hour."""

from datetime import date, datetime, time, timedelta

from desk.arming.arm import arm, open_stage
from desk.arming.outlook import outlook
from desk.desk import Desk
from desk.links import drawn
from desk.start import sign_off, start
from schemas.agency import Agency, Contact, Roster
from schemas.base import VN
from schemas.entry import Person
from schemas.escalation import Policy, Window
from schemas.in_force import Signing
from schemas.plan import Plan
from tests.small_campaign import PLAN, data

NAME = "crowd"
SOMEBODY = Person("Người thử", "Văn thư")
_ALL_DAY = Window(opens=time(0), closes=time(23, 59))
_DUTIES = (("3.1", 30), ("3.2", 32), ("3.3", 35))
"""Duties, and in how many days they are due."""


def crowd(agencies: int, today: date) -> tuple[Plan, Roster]:
    """Return a plan that lays three duties and a report on each of so many agencies."""

    def day(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    values = data(PLAN)
    members = [f"unit-{i:05d}" for i in range(agencies)]
    written = values["entries"][2]["duties"][0] | {"awaits": []}
    duties = [
        written | {"id": key, "deadline": _through(day(days))} for key, days in _DUTIES
    ]
    spans = ((0, 10), (12, 14), (15, 40), (41, 60))
    phases = [
        phase | {"span": {"first": day(first), "last": day(last)}}
        for phase, (first, last) in zip(values["phases"], spans, strict=True)
    ]
    report = values["laid_on_all"][0] | {"deadline": _through(day(55))}
    plan = Plan.model_validate(
        values
        | {
            "id": NAME,
            "year": today.year,
            "planned_issue": day(0),
            "close": day(90),
            "period": {"first": day(15), "last": day(40)},
            "launch": {"window": {"first": day(12), "last": day(14)}},
            "phases": phases,
            "observances": [],
            "activities": [],
            "recipients": [],
            "groups": [values["groups"][0] | {"members": members}],
            "entries": [values["entries"][2] | {"duties": duties}],
            "laid_on_all": [report],
        },
        strict=False,
    )
    policy = Policy(letter_hours=(_ALL_DAY,), working_hours=(_ALL_DAY,))
    who = [*members, plan.office]
    roster = Roster(agencies=tuple(_agency(one, i) for i, one in enumerate(who)))
    return plan.model_copy(update={"policy": policy}), roster


def _through(day: str) -> dict[str, str]:
    return {"bound": "through", "day": day, "origin": "stated"}


def _agency(key: str, number: int) -> Agency:
    contact = Contact(post="Văn thư", address=f"{key}@crowd.example")
    return Agency(id=key, name=f"Đơn vị số {number + 1}", contact=contact)


def begin(desk: Desk, agencies: int, now: datetime) -> None:
    """Start the campaign, issue its plan, and let all its letters out."""
    plan, roster = crowd(agencies, now.astimezone(VN).date())
    start(desk, plan, roster, now, drawn("office"))
    signing = Signing(
        number="1/KH-UBND",
        signed_on=plan.planned_issue,
        signer="Chủ tịch",
        dates_confirmed=True,
    )
    sign_off(desk, NAME, signing, now, drawn("links"))
    arm(desk, NAME, NAME, outlook(desk, NAME, now).preview, SOMEBODY, now)
    for _ in range(2):
        seen = outlook(desk, NAME, now).preview
        open_stage(desk, NAME, NAME, seen, SOMEBODY, now)
