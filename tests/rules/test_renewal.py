from datetime import date
from typing import Any

import pytest

from calendars.working_days import WorkingDays
from rules.answer_times import Times
from rules.finding import File, field
from rules.renewal.edit import KEPT, Edit, Kind
from rules.renewal.renew import renew
from rules.renewal.roster import Past, carry
from rules.renewal.wording import renewed_id
from schemas.agency import Agency, Contact, Roster, StandIn
from tests.rules.test_check_plan import (
    FIRST_DUTY,
    Edits,
    heir,
    plan_with,
    roster_with,
)

DAYS = WorkingDays.vietnam()
OVER = {"valid_to": "2025-06-30"}


def edits_of(
    plan: Edits | None = None, roster: Edits | None = None, year: int = 2027
) -> dict[tuple[File, str], Edit]:
    edits = renew(plan_with(plan or {}), roster_with(roster or {}), year, DAYS)
    return {(one.file, field(one.place)): one for one in edits}


def changed(plan: Edits | None = None, roster: Edits | None = None, year: int = 2027):
    """Return what the plan says now, and why, by field."""
    edits = edits_of(plan, roster, year)
    return {
        name: (one.value, one.why)
        for (file, name), one in edits.items()
        if file is File.PLAN
    }


def test_days_keep_day_and_month_and_say_their_weekdays():
    found = changed()
    assert found["period.last"] == (date(2027, 6, 30), "Wednesday (Sunday in 2024)")
    assert found["planned_issue"] == (date(2027, 5, 6), "Thursday (Monday in 2024)")
    assert found["laid_on_all[0].deadline.day"] == (
        date(2027, 7, 20),
        "Tuesday (Saturday in 2024); the last day is Monday 2027-07-19",
    )
    assert found["observances[0].day"][0] == date(2027, 6, 12)


def test_a_day_off_says_on_which_day_offices_work():
    found = changed(year=2028)
    assert found["planned_issue"][1] == (
        "Saturday (Monday in 2024); a day off: offices work on Monday 2028-05-08"
    )
    found = changed(year=2026)
    assert found["entries[0].duties[0].deadline.day"][1] == (
        "Sunday (Friday in 2024); the last day, Sunday 2026-05-24, is a day off: "
        "Friday 2026-05-22 is advised"
    )
    assert found["entries[1].duties[1].deadline.day"][1].endswith(
        "Friday 2026-06-26 is advised"
    )


def test_a_leap_day_and_the_start_of_a_deadline_are_shifted_too():
    span = {"bound": "from-to", "start": "2024-02-29", "origin": "stated"}
    found = changed({(*FIRST_DUTY, "deadline"): {**span, "day": "2024-05-24"}})
    start = found["entries[0].duties[0].deadline.start"]
    assert start == (date(2027, 2, 28), "Sunday (Thursday in 2024)")


def test_what_only_people_know_is_left_blank():
    found = changed({("signer", "name"): "Ai đó"})
    assert found["theme"] == ("", "to be filled in: Một chủ đề before")
    assert found["slogans"] == ((), "to be filled in")
    assert found["signer.post"][0] == ""
    assert found["signer.name"][0] is None
    assert "signer.name" not in changed()


def test_texts_say_the_new_year_and_other_years_are_pointed_at():
    title = "Năm 2024, giai đoạn 2021 - 2025, số 12024"
    found = changed({("title",): title})
    assert found["title"] == (
        "Năm 2027, giai đoạn 2021 - 2025, số 12024",
        "2024 before; other years stand in it: check them",
    )
    assert found["short_title"] == ("Mùa xuân 2027", "2024 before")
    assert found["year"][0] == 2027
    assert found["id"][0] == "spring-2027"
    assert "place" not in found
    untouched = changed({("title",): "Giai đoạn 2021 - 2025"})
    assert "title" not in untouched


@pytest.mark.parametrize("named", ["tinh-2024", "tinh"])
def test_the_campaign_above_is_that_of_the_new_year_where_its_id_says_so(named: str):
    above = {"campaign": named, "agency": "commune", "level": "xã"}
    found = changed({("parent_campaign",): above})
    said = found.get("parent_campaign.campaign", (None, ""))
    assert said == (
        ("tinh-2027", "tinh-2024 before") if "2024" in named else (None, "")
    )


def test_an_id_without_its_year_gets_one():
    plan = plan_with({("id",): "spring"})
    assert renewed_id(plan, 2027) == "spring-2027"


def test_documents_of_the_year_before_are_noted_and_the_parents_plan_is_awaited():
    bases: list[dict[str, Any]] = [
        {"title": "Luật", "dated": "2016-01-01"},
        {"title": "Hướng dẫn", "dated": "2024-03-12"},
        {"title": "Công văn năm 2024"},
    ]
    parent = {"title": "Kế hoạch năm 2024", "number": "1/KH", "dated": "2024-04-01"}
    found = changed({("legal_bases",): bases, ("parent_plan",): parent})
    assert "legal_bases[0].note" not in found
    assert "2027" in str(found["legal_bases[1].note"][0])
    assert "legal_bases[2].note" in found
    assert found["parent_plan.title"][0] == "Kế hoạch năm 2027"
    assert found["parent_plan.number"][0] is None
    open_one = changed({("parent_plan",): {"title": "Kế hoạch"}})
    assert "parent_plan.number" not in open_one


def test_a_successor_stands_wherever_a_body_stood():
    roster: Edits = {
        ("agencies", 0, "successor"): heir("school"),
        ("agencies", 2): {**_agency("north", "Huyện Bắc"), **OVER},
        ("agencies", 3): {**_agency("south", "Huyện Nam"), **OVER},
        ("recipients",): [
            {"id": "ministry", "name": "Bộ Cũ", "address": "a@ministry.example"}
            | {"successor": heir("health")},
            {"id": "health", "name": "Bộ Mới", "address": "a@health.example"},
        ],
    }
    plan: Edits = {
        ("report_route", "consolidated_for"): "Bộ Cũ",
        ("entries", 0, "title"): "Cơ quan thường trực và Nhà trường",
        ("briefs",): {"morning": "ministry"},
    }
    edits = edits_of(plan, roster)
    found = changed(plan, roster)
    assert found["office"] == ("school", "office is school now")
    assert found["entries[0].owners"][0] == ("school",)
    assert found["laid_on_all[0].besides"][0] == ("school",)
    assert found["groups[0].members"] == (
        (),
        "over, and nobody in their place: north, south",
    )
    assert found["recipients[0].send_to"][0] == "health"
    assert found["recipients[0].name"][0] == "Bộ Mới"
    assert found["briefs.morning"][0] == "health"
    assert found["report_route.consolidated_for"] == ("Bộ Mới", "Bộ Cũ before")
    assert found["entries[0].title"] == (
        KEPT,
        "Cơ quan thường trực is Nhà trường now: reword it",
    )
    gone = edits[File.ROSTER, "agencies[0]"]
    assert gone.value is None
    assert gone.why == "office, Cơ quan thường trực: school since 2025-03-01"
    assert (File.ROSTER, "agencies[1]") not in edits


def test_names_and_addresses_that_came_meanwhile_are_those_of_the_new_year():
    contact = {"post": "Văn phòng", "address": "vp@school.example"}
    later = [{"since": "2025-01-01", "name": "Trường mới", "contact": contact}]
    edits = edits_of(roster={("agencies", 1, "later"): later})
    name, place = edits[File.ROSTER, "agencies[1].name"], "agencies[1].contact"
    assert (name.value, name.why) == ("Trường mới", "Nhà trường before")
    assert edits[File.ROSTER, place].value == contact
    assert edits[File.ROSTER, "agencies[1].later"].value is None
    ahead = [*later, {"since": "2028-01-01", "name": "Trường sau"}]
    edits = edits_of(roster={("agencies", 1, "later"): ahead})
    assert edits[File.ROSTER, "agencies[1].name"].value == "Trường mới"
    assert (File.ROSTER, "agencies[1].later") not in edits


def test_nobody_is_replaced_before_its_day():
    ahead = {"to": ["school"], "since": "2027-05-07"}
    assert "office" not in changed(roster={("agencies", 0, "successor"): ahead})
    there = {"to": ["school"], "since": "2027-05-06"}
    assert "office" in changed(roster={("agencies", 0, "successor"): there})


def test_successors_are_followed_and_a_body_that_was_split_is_named_by_all():
    roster: Edits = {
        ("agencies", 0, "successor"): heir("school", "north"),
        ("agencies", 2, "successor"): heir("south", "school"),
    }
    found = changed(roster=roster)
    assert found["entries[0].owners"] == (
        ("school", "south"),
        "office is school, south now",
    )
    assert found["office"][0] == "school", "one of them is the office"
    assert found["groups[0].members"][0] == ("south", "school")
    nobody: Edits = {
        ("agencies", 0, "successor"): heir("north"),
        ("agencies", 2, "valid_to"): "2025-06-30",
    }
    assert changed(roster=nobody)["office"][0] is None


def test_indicators_and_duties_without_a_date_are_renewed_with_the_rest():
    plan: Edits = {
        ("indicators",): {"owners": {"gifts": ["office", "units"]}},
        (*FIRST_DUTY, "deadline"): None,
    }
    roster: Edits = {
        ("agencies", 0, "successor"): heir("school"),
    }
    found = changed(plan, roster)
    assert found["indicators.owners.gifts"][0] == ("school", "units")
    assert "entries[0].duties[0].deadline.day" not in found


CHAIN: list[dict[str, Any]] = [
    {"by": "xã", "to": "huyện", "before": "20/07", "basis": "Cũ"} | OVER,
    {"by": "xã", "to": "tỉnh", "before": "25/07", "basis": "Mới"}
    | {"valid_from": "2025-07-01"},
    {"by": "tỉnh", "to": "Bộ", "before": "31/07", "basis": "Luật"},
    {"by": "ai", "to": "đó", "before": "29/02", "basis": "Luật"} | OVER,
]
LAW = {"bound": "before", "day": "2024-07-20", "origin": "law", "basis": "Cũ"}


def test_links_of_the_chain_hold_for_their_years_and_move_what_law_dated():
    found = changed({("report_chain",): CHAIN, ("laid_on_all", 0, "deadline"): LAW})
    assert found["report_chain[0]"] == (
        None,
        "xã to huyện, before 20/07: until 2025-06-30",
    )
    assert "report_chain[1]" not in found
    assert found["laid_on_all[0].deadline.day"] == (
        date(2027, 7, 25),
        "Sunday; xã reports to tỉnh now; the last day, Saturday 2027-07-24, is a day "
        "off: Friday 2027-07-23 is advised",
    )
    assert found["laid_on_all[0].deadline.basis"][0] == "Mới"
    assert found["phases[3].span.last"][0] == date(2027, 7, 24)


@pytest.mark.parametrize(
    ("deadline", "year"),
    [
        (LAW | {"day": "2024-07-31"}, 2027),  # its link holds on
        (LAW | {"day": "2024-07-22"}, 2027),  # of no link
        (LAW | {"origin": "stated"}, 2027),
        (LAW, 2025 - 1 + 1),  # 20/7/2025 is after the districts
    ],
)
def test_only_a_link_that_ended_moves_a_date(deadline: dict[str, str], year: int):
    found = changed(
        {("report_chain",): CHAIN, ("laid_on_all", 0, "deadline"): deadline}, year=year
    )
    day = date.fromisoformat(deadline["day"]).replace(year=year)
    moved = found["laid_on_all[0].deadline.day"][0]
    assert (moved == day) is (year != 2025)


def test_a_link_not_yet_valid_is_taken_out():
    later = [CHAIN[1] | {"valid_from": "2030-01-01"}]
    found = changed({("report_chain",): later})
    assert found["report_chain[0]"][1].endswith("from 2030-01-01")


def _agency(name: str, title: str) -> dict[str, Any]:
    contact = {"post": "Văn thư", "address": f"a@{name}.example"}
    return {"id": name, "name": title, "contact": contact}


TIMES = Times(received=1, due=4, in_time=3, never=1, report=2)
CORRECTED = Contact(post="Văn phòng", address="vp@north.example")


def carried(known: dict[str, Past], roster: Roster | None = None) -> dict[str, Edit]:
    edits = carry(roster or roster_with({}), known, 2024)
    return {field(one.place): one for one in edits}


def agency(place: int) -> Agency:
    return roster_with({}).agencies[place]


def test_contacts_are_carried_as_corrected_and_those_that_bounced_are_marked():
    moved = agency(2).model_copy(update={"contact": CORRECTED})
    found = carried({"north": Past(moved, True, None)})
    assert found["agencies[2].contact"] == Edit(
        File.ROSTER,
        ("agencies", 2, "contact"),
        Kind.CONTACT,
        {"post": "Văn phòng", "address": "vp@north.example"},
        "as corrected in 2024; letters came back in 2024: ask for the right address",
    )
    same = carried({"north": Past(agency(2), True, None)})
    assert same["agencies[2].contact"].value == KEPT
    assert carried({"north": Past(agency(2), False, None)}) == {}


def test_heads_and_others_are_carried_and_a_stand_in_of_last_year_is_not():
    known = agency(2).model_copy(update={"head": CORRECTED, "others": (CORRECTED,)})
    found = carried({"north": Past(known, False, None)})
    assert found["agencies[2].head"].value == CORRECTED.model_dump(exclude_none=True)
    assert found["agencies[2].others"].value == (
        CORRECTED.model_dump(exclude_none=True),
    )
    alone = agency(2).model_copy(update={"head": None})
    assert carried({"north": Past(alone, False, None)}) == {}
    leave = StandIn(
        post="Văn thư",
        address="b@north.example",
        first=date(2024, 6, 1),
        last=date(2024, 6, 9),
    )
    others = agency(2).model_copy(update={"stand_in": leave, "others": (CORRECTED,)})
    roster = Roster(agencies=(others,))
    found = carried({"north": Past(agency(2), False, None)}, roster)
    assert found["agencies[0].stand_in"].value is None
    assert found["agencies[0].others"].value is None


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (
            TIMES,
            "answered after 1 working day, 3 of 4 in time, 1 never, "
            "report 2 working days before its last day",
        ),
        (
            TIMES._replace(received=8, never=0, report=-1),
            "answered after 8 working days, 3 of 4 in time, "
            "report 1 working day after its last day",
        ),
        (
            Times(received=None, due=4, in_time=0, never=4, report=None),
            "never answered, 0 of 4 in time, 4 never",
        ),
    ],
)
def test_how_an_agency_answered_stands_beside_its_name(times: Times, said: str):
    found = carried({"north": Past(agency(2), False, times)})
    name = found["agencies[2].name"]
    assert (name.value, name.why) == (KEPT, f"2024: {said}")
