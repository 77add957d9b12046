"""The difference of two plans, and the plan in force that comes of an amendment."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.amendment import (
    AgencyChange,
    Change,
    Difference,
    DutyChange,
    Turn,
    differ,
    into_the_past,
    kept_mailboxes,
    merged,
    removed,
)
from rules.assignments import assign, withdrawn
from rules.in_force import amend, issue
from schemas.agency import Agency, Contact
from schemas.in_force import PlanInForce, Signing
from schemas.plan import Plan
from tests.rules.season import DAYS, at
from tests.small_campaign import PLAN, ROSTER, data, put

SCHOOL, UNITS, REPORT = ("entries", 1), ("entries", 2), ("laid_on_all", 0)
LATER = {"bound": "through", "day": date(2024, 6, 20), "origin": "stated"}


def plan(*edits: tuple[tuple, Any]) -> Plan:
    values = data(PLAN)
    for place, value in edits:
        values = put(values, place, value)
    return Plan.model_validate(values)


def roster(edit: Callable[[list], None] = lambda _: None) -> dict[str, Agency]:
    agencies = data(ROSTER)["agencies"]
    edit(agencies)
    return {one["id"]: Agency.model_validate(one) for one in agencies}


def between(after: Plan, known: dict | None = None) -> Difference:
    return differ(plan(), after, roster(), roster() if known is None else known)


def signed(number: str = "201/KH-UBND", *, confirmed: bool = False) -> Signing:
    return Signing(
        number=number,
        signed_on=date(2024, 5, 20),
        signer="Phó Chủ tịch",
        dates_confirmed=confirmed,
    )


def in_force() -> PlanInForce:
    return issue(plan(), signed("156/KH-UBND"), at(6, 5))


MOVED = plan(((*SCHOOL, "duties", 0, "deadline"), LATER))
WITHOUT = plan(((*SCHOOL, "duties", 1), None))


def test_the_same_plan_changes_nothing():
    assert between(plan()).nothing


def test_what_is_added_moved_and_withdrawn_is_told_by_owner():
    new = data(PLAN)["entries"][2]["duties"][0] | {"id": "3.2", "awaits": []}
    after = plan(
        ((*SCHOOL, "duties", 0, "deadline"), LATER),
        ((*UNITS, "duties", 0), new),
    )
    found = between(after)
    assert found.duties["school"] == (
        DutyChange(
            Change.MOVED,
            "2.1",
            "Bàn giao học sinh",
            date(2024, 6, 7),
            date(2024, 6, 20),
        ),
    )
    assert [(c.kind, c.duty) for c in found.duties["north"]] == [
        (Change.ADDED, "3.2"),
        (Change.WITHDRAWN, "3.1"),
    ]
    assert found.duties["north"] is found.duties["south"]
    assert "office" not in found.duties
    assert found.plan == ()


@pytest.mark.parametrize(
    ("edit", "fields"),
    [
        (((*SCHOOL, "duties", 0, "title"), "Giao học sinh"), {"2.1": ("title",)}),
        (
            (
                (*SCHOOL, "duties", 0, "deadline"),
                {"bound": "through", "day": date(2024, 6, 7), "origin": "stated"},
            ),
            {"2.1": ("deadline",)},
        ),
        (
            ((*SCHOOL, "modality"), None),
            dict.fromkeys(("2.1", "2.2", "report"), ("modality",)),
        ),
    ],
)
def test_what_only_reads_differently_is_reworded(edit: tuple, fields: dict):
    found = between(plan(edit)).duties["school"]
    assert {one.kind for one in found} == {Change.REWORDED}
    assert {one.duty: one.fields for one in found} == fields


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        ((("theme",), "Chủ đề khác"), "theme"),
        (((*SCHOOL, "title"), "Các trường"), "entries"),
        ((("groups", 0, "name"), "Các huyện, thành phố"), "entries"),
    ],
)
def test_what_changes_for_nobody_is_told_of_the_plan(edit: tuple, field: str):
    found = between(plan(edit))
    assert (found.duties, found.plan) == ({}, (field,))
    assert not found.nothing


def test_agencies_are_added_renamed_changed_and_removed():
    def edit(agencies: list) -> None:
        del agencies[2]
        agencies[1]["name"] = "Trường"
        agencies[0]["superior"] = None
        agencies.append(agencies[1] | {"id": "west", "name": "Tây"})

    found = between(plan(), roster(edit))
    assert found.agencies == (
        AgencyChange(
            Turn.CHANGED,
            "office",
            "Cơ quan thường trực",
            "Cơ quan thường trực",
            ("superior",),
        ),
        AgencyChange(Turn.RENAMED, "school", "Nhà trường", "Trường"),
        AgencyChange(Turn.ADDED, "west", "", "Tây"),
        AgencyChange(Turn.REMOVED, "north", "Huyện Bắc", ""),
    )
    assert removed(found) == ("north",)


def test_whoever_owes_nothing_any_more_was_removed_before():
    before = plan((("groups", 0, "members"), ["south"]))
    gone = {key: one for key, one in roster().items() if key != "north"}
    assert differ(before, before, roster(), gone).nothing


def test_a_day_that_is_over_is_named_once():
    found = between(plan(((*REPORT, "deadline", "day"), date(2024, 7, 10))))
    assert into_the_past(found, date(2024, 7, 9)) == ()
    (late,) = into_the_past(found, date(2024, 7, 10))
    assert (late.duty, late.after) == ("report", date(2024, 7, 9))
    assert into_the_past(between(WITHOUT), date(2024, 7, 10)) == ()


def test_mailboxes_stay_as_contacts_have_them():
    known = roster()["school"]
    other = Contact(post="Văn thư", address="other@school.example")
    given = known.model_copy(update={"contact": other, "name": "Trường"})
    kept = merged(known, given)
    assert (kept.name, kept.contact) == ("Trường", known.contact)
    assert merged(None, given) == given
    assert kept_mailboxes(None, given) == ()
    assert kept_mailboxes(known, known) == ()
    assert "contact" in kept_mailboxes(known, given)


def test_a_moved_deadline_gets_a_term_and_the_others_keep_theirs():
    first = in_force()
    second = amend(first, MOVED, signed(), at(20, 5))
    assert (second.revision, second.amendments[-1].signing.number) == (2, "201/KH-UBND")
    before, after = (assign(one, DAYS)["school"] for one in (first, second))
    assert [one.term for one in after] == ["r2", "r1", "r1"]
    assert after[1:] == before[1:]
    assert [(s.at, s.last_day, s.term) for s in after[0].settings] == [
        (at(6, 5), date(2024, 6, 7), "r1"),
        (at(20, 5), date(2024, 6, 20), "r2"),
    ]


def test_a_day_that_comes_back_gets_back_its_term():
    second = amend(in_force(), MOVED, signed(), at(20, 5))
    third = amend(second, plan(), signed(), at(21, 5))
    fourth = amend(third, MOVED, signed(), at(22, 5))
    terms = [assign(one, DAYS)["school"][0].term for one in (second, third, fourth)]
    assert terms == ["r2", "r1", "r2"]


def test_what_is_owed_no_more_stays_known_until_it_comes_back():
    gone = plan(((*UNITS, "owners"), ["north"]))
    second = amend(in_force(), gone, signed(), at(20, 5))
    left, report = withdrawn(second, DAYS)["south"]
    assert report.duty == "report"
    assert left == next(
        one for one in assign(in_force(), DAYS)["south"] if one.duty == "3.1"
    )._replace(awaits=())
    none = plan(((*UNITS, "owners"), ["school"]))
    third = amend(second, none, signed(), at(21, 5))
    owners = [(w.revision, w.owners) for w in third.withdrawn if w.duty.id == "3.1"]
    assert owners == [(2, ("south",)), (3, ("north",))]
    back = amend(third, plan(), signed(), at(22, 5))
    assert set(withdrawn(back, DAYS)) == {"school"}
    assert assign(back, DAYS) == assign(in_force(), DAYS)


def test_a_duty_that_comes_back_with_another_day_has_moved():
    second = amend(in_force(), WITHOUT, signed(), at(20, 5))
    later = plan(((*SCHOOL, "duties", 1, "deadline"), LATER))
    third = amend(second, later, signed(), at(21, 5))
    owes = next(one for one in assign(third, DAYS)["school"] if one.duty == "2.2")
    assert (owes.term, len(owes.settings)) == ("r3", 2)


def test_a_duty_laid_on_all_is_withdrawn_by_itself():
    second = amend(in_force(), plan((REPORT, None)), signed(), at(20, 5))
    (one, asked) = second.withdrawn
    assert (one.owners, asked.owners) == (("school",), ("north", "south"))
    assert PlanInForce.model_validate_json(second.model_dump_json()) == second


@pytest.mark.parametrize("confirmed", [True, False])
def test_whoever_signs_confirms_the_dates_that_stand_by_then(confirmed: bool):
    dateless = plan(((*SCHOOL, "duties", 1, "deadline"), None))
    first = issue(dateless, signed(), at(6, 5))
    second = amend(first, MOVED, signed(confirmed=confirmed), at(20, 5))
    third = amend(second, dateless, signed(), at(21, 5))
    owes = assign(third, DAYS)["school"][1]
    assert (owes.duty, owes.binding) == ("2.2", confirmed)


def test_a_duty_that_is_new_has_the_term_of_its_revision():
    new = data(PLAN)["entries"][2]["duties"][0] | {"id": "3.2", "awaits": []}
    third = put(data(PLAN)["entries"][2], ("duties", 0), new)
    second = amend(in_force(), plan((UNITS, third)), signed(), at(20, 5))
    owes = next(one for one in assign(second, DAYS)["north"] if one.duty == "3.2")
    assert (owes.term, owes.settings) == ("r2", ())


def test_agencies_are_succeeded_merged_split_and_named_anew_from_their_day_on():
    day = date(2024, 7, 1)

    def edit(agencies: list) -> None:
        for name in ("one", "two"):
            agencies.append(agencies[1] | {"id": name, "name": name.title()})
        agencies[0]["successor"] = {"to": ["one"], "since": day}
        agencies[1]["successor"] = {"to": ["one", "two"], "since": day}
        agencies[2]["successor"] = {"to": ["south"], "since": day}
        agencies[3]["later"] = [
            {"since": day, "name": "Nam mới"},
            {"since": day, "contact": {"post": "Văn thư", "address": "a@b.example"}},
        ]
        agencies[4]["later"] = [{"since": day, "name": "Một"}]

    known = roster(edit)
    found = {
        (one.kind, one.agency, one.after, one.fields)
        for one in between(plan(), known).agencies
        if one.since == day
    }
    assert found == {
        (Turn.SUCCEEDED, "office", "One", ()),
        (Turn.SPLIT, "school", "One, Two", ()),
        (Turn.MERGED, "north", "Huyện Nam", ()),
        (Turn.RENAMED, "south", "Nam mới", ()),
        (Turn.CHANGED, "south", "Huyện Nam", ("contact",)),
        (Turn.RENAMED, "one", "Một", ()),
    }
    assert differ(plan(), plan(), known, known).nothing


def test_several_that_name_one_successor_are_merged():
    def edit(agencies: list) -> None:
        agencies.append(agencies[1] | {"id": "union", "name": "Hợp nhất"})
        for one in agencies[2:4]:
            one["successor"] = {"to": ["union"], "since": date(2024, 7, 1)}

    turns = between(plan(), roster(edit)).agencies
    assert [one.kind for one in turns] == [Turn.ADDED, Turn.MERGED, Turn.MERGED]


def test_a_successor_that_nobody_knows_is_named_by_its_id():
    def edit(agencies: list) -> None:
        agencies[2]["successor"] = {"to": ["nobody"], "since": date(2024, 7, 1)}

    (turn,) = between(plan(), roster(edit)).agencies
    assert (turn.kind, turn.after) == (Turn.SUCCEEDED, "nobody")
