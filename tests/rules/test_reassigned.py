"""One duty owed by somebody else or by nobody: what becomes of the plan."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest

from rules.check_structure import check_structure
from rules.in_force import issue
from rules.owed import owed
from rules.reassigned import Reassignment, Why, reassigned
from schemas.base import VN
from schemas.duty import Modality
from schemas.in_force import PlanInForce, Signing, TakenOver
from schemas.plan import Plan
from tests.small_campaign import PLAN, data

AT = datetime(2024, 5, 6, 8, tzinfo=VN)
SIGNED = Signing(number="156/KH-UBND", signed_on=date(2024, 5, 6), signer="A")


def in_force(values: dict[str, Any] | None = None) -> PlanInForce:
    return issue(Plan.model_validate(values or data(PLAN)), SIGNED, AT)


def after(asked: Reassignment, values: dict[str, Any] | None = None) -> Plan:
    plan = reassigned(in_force(values), asked)
    assert isinstance(plan, Plan), plan
    assert not list(check_structure(plan))
    return plan


def duties(plan: Plan) -> dict[str, list[str]]:
    return {who: [o.duty.id for o in owes] for who, owes in owed(plan).items()}


def with_west(entry: dict[str, Any]) -> dict[str, Any]:
    values = deepcopy(data(PLAN))
    values["entries"].append(entry)
    return values


def owing(who: str, name: str, **more: Any) -> dict[str, Any]:
    duty = dict(deepcopy(data(PLAN)["entries"][2]["duties"][0]), id=f"{name}.1")
    duty["awaits"] = []
    return {
        "id": name,
        "title": "Việc",
        "source": "III.4",
        "owners": [who],
        "duties": [duty],
        **more,
    }


def test_one_of_several_duties_gets_an_entry_of_its_own():
    plan = after(Reassignment("2.1", "school", "office"))
    assert duties(plan) == {
        "office": ["1.1", "2.1"],
        "school": ["2.2", "report"],
        "north": ["3.1", "report"],
        "south": ["3.1", "report"],
    }
    assert [one.id for one in plan.entries] == ["1", "2", "2-2", "3"]


def test_the_new_entry_takes_a_name_that_is_free():
    plan = after(Reassignment("2.1", "school", "office"), with_west(owing("a", "2-2")))
    assert [one.id for one in plan.entries] == ["1", "2", "2-3", "3", "2-2"]


def test_a_member_gives_up_its_share_and_the_group_is_named_by_its_members():
    plan = after(Reassignment("3.1", "north", "office"))
    assert plan.entries[-1].owners == ("south", "office")
    assert duties(plan)["office"] == ["1.1", "3.1"]
    assert "north" not in duties(plan), "what is laid on all is laid on those named"


def test_whoever_owes_it_now_does_not_help_itself():
    values = data(PLAN)
    values["entries"][1]["duties"][0]["with_agencies"] = ["units", "office"]
    plan = after(Reassignment("2.1", "school", "office"), values)
    (duty,) = (one for one in plan.duties() if one.id == "2.1")
    assert duty.with_agencies == ("units",)


def test_alone_it_is_spoken_to_as_ever():
    plan = after(Reassignment("2.1", "school", "office"))
    assert plan.entries[2].modality is Modality.ASSIGNED
    values = with_west(owing("units", "4", modality="de-nghi"))
    plan = after(Reassignment("1.1", "office", "north"), values)
    assert plan.entries[0].modality is Modality.ASKED, "asked anywhere, urged nowhere"
    plan = after(Reassignment("2.1", "school", "nobody-yet"))
    assert plan.entries[2].modality is Modality.ASKED


def test_a_withdrawn_duty_is_owed_by_nobody_and_named_nowhere():
    plan = after(Reassignment("2.1", "school"))
    assert duties(plan)["school"] == ["2.2", "report"]
    assert all("2.1" not in one.awaits for one in plan.duties())
    assert plan.observances[0].duties == ()


def test_withdrawn_from_one_it_is_owed_by_the_others():
    plan = after(Reassignment("3.1", "north"))
    assert duties(plan)["south"] == ["3.1", "report"]
    assert plan.entries[-1].duties[0].awaits == ("2.1",)


def test_withdrawn_from_all_its_entry_names_nobody():
    plan = after(Reassignment("3.1"))
    assert (plan.entries[-1].duties, plan.entries[-1].owners) == ((), ())
    assert set(duties(plan)) == {"office", "school"}


def test_what_is_laid_on_all_is_withdrawn_from_one_or_from_all():
    values = data(PLAN)
    values["laid_on_all"].append(
        dict(values["laid_on_all"][0], id="diary", kind="work")
    )
    assert duties(after(Reassignment("report", "north"), values))["north"] == [
        "3.1",
        "diary",
    ]
    plan = after(Reassignment("report"), values)
    assert [one.id for one in plan.laid_on_all] == ["diary"]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Reassignment("9.9", "school"), Why.NOT_OWED),
        (Reassignment("9.9"), Why.NOT_OWED),
        (Reassignment("2.1", "north"), Why.NOT_OWED),
        (Reassignment("3.1", "north", "south"), Why.OWED_ALREADY),
        (Reassignment("report", "north", "office"), Why.LAID_ON_ALL),
        (Reassignment("3.1", "north", "school"), Why.MODALITY),
    ],
)
def test_what_cannot_be_says_why(asked: Reassignment, why: Why):
    assert reassigned(in_force(), asked) is why


def test_the_last_duty_of_a_plan_is_not_withdrawn():
    values = data(PLAN)
    values["entries"] = values["entries"][:1]
    values["observances"] = []
    assert reassigned(in_force(values), Reassignment("1.1", "office")) is Why.BROKEN


def test_what_was_taken_over_is_not_given_on_by_name():
    gone = TakenOver(
        agency="north", to=("south",), since=date(2024, 6, 1), duties=("3.1", "report")
    )
    alone = data(PLAN)
    alone["groups"][0]["members"] = ["north"]
    now = in_force(alone).model_copy(update={"taken_over": (gone,)})
    assert reassigned(now, Reassignment("3.1", "south")) is Why.TAKEN_OVER
    assert reassigned(now, Reassignment("3.1", "north")) is Why.NOT_OWED
    assert reassigned(now, Reassignment("2.1", "school", "north")) is Why.ENDED
