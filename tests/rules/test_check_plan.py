from datetime import date
from typing import Any

import pytest

from calendars.working_days import WorkingDays
from rules.check_plan import check_plan, warn_of
from rules.finding import Finding, Place, field
from rules.names import Names, check_names
from schemas.agency import Roster
from schemas.plan import Plan
from tests.small_campaign import PLAN, ROSTER, data, put

DAYS = WorkingDays.vietnam()
FIRST_DUTY: Place = ("entries", 0, "duties", 0)
Edits = dict[Place, Any]


def heir(*to: str) -> dict[str, Any]:
    return {"to": list(to), "since": "2025-03-01"}


def plan_with(edits: Edits) -> Plan:
    values = data(PLAN)
    for place, value in edits.items():
        values = put(values, place, value)
    return Plan.model_validate(values)


def roster_with(edits: Edits) -> Roster:
    values = data(ROSTER)
    for place, value in edits.items():
        values = put(values, place, value)
    return Roster.model_validate(values)


def names_of(plan: Plan, roster: Roster) -> Names:
    def named(place: Place, items: Any) -> Any:
        return tuple((item.id, (*place, i, "id")) for i, item in enumerate(items))

    duties = (
        named(("entries", i, "duties"), entry.duties)
        for i, entry in enumerate(plan.entries)
    )
    return Names(
        has_roster=True,
        agencies=named(("agencies",), roster.agencies),
        superiors=named(("superiors",), roster.superiors),
        recipients=named(("recipients",), roster.recipients),
        groups=named(("groups",), plan.groups),
        phases=named(("phases",), plan.phases),
        entries=named(("entries",), plan.entries),
        duties=(*sum(duties, ()), *named(("laid_on_all",), plan.laid_on_all)),
    )


def said(findings: tuple[Finding, ...] | list[Finding]) -> list[tuple[str, str]]:
    return [(field(one.place), one.what) for one in findings]


def errors(plan: Plan, roster: Roster) -> list[tuple[str, str]]:
    names = names_of(plan, roster)
    return said([*check_names(names), *check_plan(plan, roster, names)])


def test_a_sound_campaign_has_no_errors_and_no_warnings() -> None:
    plan, roster = plan_with({}), roster_with({})
    assert errors(plan, roster) == []
    assert warn_of(plan, roster, DAYS) == ()


@pytest.mark.parametrize(
    ("case", "edits", "expected"),
    [
        (
            "an office that is no agency",
            {("office",): "offic"},
            [("office", "unknown agency 'offic'")],
        ),
        (
            "an owner that is neither agency nor group",
            {("entries", 1, "owners"): ["school", "skool"]},
            [("entries[1].owners[1]", "unknown agency or group 'skool'")],
        ),
        (
            "a member of a group that is no agency",
            {("groups", 0, "members"): ["north", "south", "west"]},
            [("groups[0].members[2]", "unknown agency 'west'")],
        ),
        (
            "a duty that awaits one that does not exist",
            {("entries", 2, "duties", 0, "awaits"): ["2.9"]},
            [("entries[2].duties[0].awaits[0]", "unknown duty '2.9'")],
        ),
        (
            "a partner, an excuse, an owner of an activity, a copy, a day's duty",
            {
                (*FIRST_DUTY, "with_agencies"): ["w"],
                ("laid_on_all", 0, "besides"): ["b"],
                ("activities", 0, "owner"): "o",
                ("recipients", 0, "send_to"): "r",
                ("observances", 0, "duties"): ["d"],
            },
            [
                (
                    "entries[0].duties[0].with_agencies[0]",
                    "unknown agency or group 'w'",
                ),
                ("laid_on_all[0].besides[0]", "unknown agency 'b'"),
                ("activities[0].owner", "unknown agency or group 'o'"),
                ("recipients[0].send_to", "unknown recipient 'r'"),
                ("observances[0].duties[0]", "unknown duty 'd'"),
            ],
        ),
        (
            "two entries of one name, two duties of one name in different entries",
            {
                ("entries", 1, "id"): "1",
                ("laid_on_all", 0, "id"): "2.2",
            },
            [
                ("entries[1].id", "a second entry named '1'"),
                ("laid_on_all[0].id", "a second duty named '2.2'"),
            ],
        ),
        (
            "a group named like an agency",
            {
                ("groups", 0, "id"): "north",
                (*FIRST_DUTY[:2], "owners"): ["office"],
                ("entries", 1, "duties", 0, "with_agencies"): [],
                ("entries", 2, "owners"): ["north"],
            },
            [("groups[0].id", "a second group or agency named 'north'")],
        ),
        (
            "duties that nobody owes",
            {("entries", 0, "owners"): None},
            [("entries[0].owners", "entry '1' has duties, and nobody owes them")],
        ),
        (
            "a phase twice, so another is missing",
            {
                ("phases", 1, "id"): "issuance",
                ("launch", "window", "last"): "2024-06-01",
            },
            [
                ("phases[1].id", "a second phase named 'issuance'"),
                ("phases", "the phase 'launch' is missing"),
                (
                    "planned_issue",
                    "2024-05-06 is outside the phase 'issuance' "
                    "(2024-05-27 to 2024-06-07)",
                ),
            ],
        ),
        (
            "a group without members",
            {("groups", 0, "members"): None},
            [("groups[0].members", "the expanded group 'units' has no members")],
        ),
        (
            "an open group with members",
            {("groups", 0, "kind"): "open"},
            [("groups[0].members", "the open group 'units' names members")],
        ),
        (
            "a member named twice",
            {("groups", 0, "members"): ["north", "south", "north"]},
            [("groups[0].members", "'north' is 2 times in the group 'units'")],
        ),
        (
            "three duties that wait for each other, and one for itself",
            {
                ("entries", 1, "duties", 0, "awaits"): ["2.2"],
                ("entries", 1, "duties", 1, "awaits"): ["3.1"],
                (*FIRST_DUTY, "awaits"): ["1.1"],
            },
            [
                (
                    "entries[0].duties[0].awaits",
                    "a circle of duties that wait for each other: 1.1 -> 1.1",
                ),
                (
                    "entries[1].duties[0].awaits",
                    "a circle of duties that wait for each other: "
                    "2.1 -> 2.2 -> 3.1 -> 2.1",
                ),
            ],
        ),
        (
            "a duty that awaits one in which nobody takes the lead",
            {("entries", 1, "duties", 0, "role"): "supporting"},
            [
                (
                    "entries[2].duties[0].awaits[0]",
                    "nobody leads the duty '2.1', so nobody hands it over",
                )
            ],
        ),
        (
            "the parent's plan awaited where none is named, and a duty named like it",
            {
                (*FIRST_DUTY, "id"): "parent-plan",
                ("entries", 1, "duties", 0, "awaits"): ["parent-plan"],
            },
            [
                (
                    "entries[0].duties[0].id",
                    "'parent-plan' stands for the parent's plan, not for a duty",
                ),
                (
                    "entries[1].duties[0].awaits[0]",
                    "the parent's plan is awaited, and this plan names none",
                ),
            ],
        ),
        (
            "the parent's plan, awaited and named",
            {
                ("parent_plan",): {"title": "Kế hoạch của UBND tỉnh"},
                ("entries", 1, "duties", 0, "awaits"): ["parent-plan"],
            },
            [],
        ),
        (
            "a deadline behind its phase",
            {("laid_on_all", 0, "deadline", "day"): "2024-07-21"},
            [
                (
                    "laid_on_all[0].deadline.day",
                    "the last valid day 2024-07-20 is outside the duty's phase "
                    "(2024-07-01 to 2024-07-19)",
                )
            ],
        ),
        (
            "a deadline behind its phase, meant so",
            {
                ("laid_on_all", 0, "deadline", "day"): "2024-12-31",
                ("laid_on_all", 0, "period"): "outside",
            },
            [],
        ),
        (
            "a deadline in the further phase the duty touches",
            {
                (*FIRST_DUTY, "touches"): ["launch"],
                (*FIRST_DUTY, "deadline", "day"): "2024-06-07",
            },
            [],
        ),
        (
            "a from-to without its first day",
            {(*FIRST_DUTY, "deadline", "bound"): "from-to"},
            [
                (
                    "entries[0].duties[0].deadline.start",
                    "from-to needs a start on or before its day",
                )
            ],
        ),
        (
            "a from-to that ends before it begins",
            {
                (*FIRST_DUTY, "deadline", "bound"): "from-to",
                (*FIRST_DUTY, "deadline", "start"): "2024-05-25",
            },
            [
                (
                    "entries[0].duties[0].deadline.start",
                    "from-to needs a start on or before its day",
                )
            ],
        ),
        (
            "a from-to in order",
            {
                (*FIRST_DUTY, "deadline", "bound"): "from-to",
                (*FIRST_DUTY, "deadline", "start"): "2024-05-24",
            },
            [],
        ),
        (
            "a start under another bound",
            {(*FIRST_DUTY, "deadline", "start"): "2024-05-20"},
            [
                (
                    "entries[0].duties[0].deadline.start",
                    "a start means nothing under the bound 'through'",
                )
            ],
        ),
        (
            "a date from law without the law",
            {(*FIRST_DUTY, "deadline", "origin"): "law"},
            [
                (
                    "entries[0].duties[0].deadline.basis",
                    "a date from law without the law",
                )
            ],
        ),
        (
            "a deadline at the beginning of time",
            {(*FIRST_DUTY, "deadline", "day"): "0001-01-01"},
            [
                (
                    "entries[0].duties[0].deadline.day",
                    "0001-01-01 is far from the plan's year 2024",
                )
            ],
        ),
        (
            "a span that ends before it begins",
            {("period", "last"): "2024-05-30"},
            [("period.last", "2024-05-30 lies before 2024-06-01, the first day")],
        ),
        (
            "a launch window outside its phase",
            {("launch", "window", "last"): "2024-06-08"},
            [
                (
                    "launch.window",
                    "2024-05-27 to 2024-06-08 is outside the phase 'launch' "
                    "(2024-05-27 to 2024-06-07)",
                )
            ],
        ),
        (
            "a season that closes before its last phase ends",
            {("close",): "2024-07-18"},
            [
                (
                    "close",
                    "the season closes on 2024-07-18, before its last phase ends "
                    "(2024-07-19)",
                )
            ],
        ),
        (
            "a season that closes in another century",
            {("close",): "2124-07-31"},
            [("close", "2124-07-31 is far from the plan's year 2024")],
        ),
        (
            "a day of the report chain that no year has",
            {("report_chain", 0, "before"): "30/02"},
            [("report_chain[0].before", "30/02 is not a day that exists")],
        ),
        (
            "a link of the report chain that ends before it begins",
            {("report_chain", 0, "valid_from"): "2025-07-01"},
            [
                (
                    "report_chain[0].valid_to",
                    "valid until 2025-06-30, before it begins (2025-07-01)",
                )
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_errors_of_a_plan(
    case: str, edits: Edits, expected: list[tuple[str, str]]
) -> None:
    assert errors(plan_with(edits), roster_with({})) == expected


def test_a_plan_without_a_single_duty_is_an_error() -> None:
    edits: Edits = {("entries", i, "duties"): [] for i in range(3)}
    edits |= {("observances", 0, "duties"): []}
    assert errors(plan_with(edits), roster_with({})) == [
        ("entries", "no entry has a duty")
    ]


@pytest.mark.parametrize(
    ("case", "edits", "expected"),
    [
        (
            "an agency twice",
            {("agencies", 3, "id"): "north"},
            [
                ("agencies[3].id", "a second agency named 'north'"),
                ("groups[0].members[1]", "unknown agency 'south'"),
            ],
        ),
        (
            "a superior nobody knows",
            {("agencies", 0, "superior"): "chai"},
            [("agencies[0].superior", "unknown superior 'chai'")],
        ),
        (
            "successors nobody knows, of their own kind",
            {
                ("agencies", 0, "successor"): heir("ministry"),
                ("recipients", 0, "successor"): heir("office"),
            },
            [
                ("agencies[0].successor.to[0]", "unknown agency 'ministry'"),
                ("recipients[0].successor.to[0]", "unknown recipient 'office'"),
            ],
        ),
        (
            "agencies that succeed each other in a circle",
            {
                ("agencies", 2, "successor"): heir("south", "school"),
                ("agencies", 3, "successor"): heir("north", "school"),
            },
            [
                ("agencies[2].successor.to[0]", "'north' would succeed itself"),
                ("agencies[3].successor.to[0]", "'south' would succeed itself"),
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_errors_of_a_roster(
    case: str, edits: Edits, expected: list[tuple[str, str]]
) -> None:
    assert errors(plan_with({}), roster_with(edits)) == expected


def test_a_similar_name_is_offered_and_a_strange_one_sent_to_its_file() -> None:
    plan = plan_with({("entries", 1, "owners"): ["schol", "zzz"]})
    found = check_plan(plan, roster_with({}), names_of(plan, roster_with({})))
    assert [one.remedy for one in found] == [
        "did you mean 'school'?",
        "correct the name, or define it in agencies.yaml",
    ]


def test_while_the_roster_cannot_be_read_only_its_own_names_stay_unchecked() -> None:
    plan = plan_with({("office",): "nobody", ("observances", 0, "duties"): ["9"]})
    names = names_of(plan, roster_with({}))._replace(has_roster=False, agencies=())
    assert said(check_plan(plan, None, names)) == [
        ("observances[0].duties[0]", "unknown duty '9'")
    ]


def test_a_roster_is_checked_where_the_plan_cannot_be_read() -> None:
    roster = roster_with({("agencies", 0, "superior"): "chai"})
    names = names_of(plan_with({}), roster)
    assert said(check_plan(None, roster, names)) == [
        ("agencies[0].superior", "unknown superior 'chai'")
    ]
    assert warn_of(None, roster, DAYS) == ()


@pytest.mark.parametrize(
    ("case", "edits", "expected"),
    [
        (
            "an activity that nobody owns",
            {("activities", 0, "owner"): None},
            [("activities[0]", "nobody owns the activity 'Một việc' (II)")],
        ),
        (
            "duties without a date, once for the phase",
            {
                ("entries", 1, "duties", 1, "deadline"): None,
                ("entries", 2, "duties", 0, "deadline"): None,
            },
            [
                (
                    "phases[2].span.last",
                    "2024-06-28, the end of the phase 'activities', is proposed for "
                    "the duties without a date (2): 2.2, 3.1",
                )
            ],
        ),
        (
            "a phase with duties without a date that ends on a day off",
            {
                ("entries", 1, "duties", 1, "deadline"): None,
                ("phases", 2, "span", "last"): "2024-06-30",
            },
            [
                (
                    "phases[2].span.last",
                    "2024-06-30, the end of the phase 'activities', is proposed for "
                    "the duties without a date (1): 2.2",
                ),
                (
                    "phases[2].span.last",
                    "the end of the phase 'activities', Sunday 2024-06-30, "
                    "is a day off",
                ),
            ],
        ),
        (
            "a deadline whose last valid day is a day off",
            {("entries", 1, "duties", 0, "deadline", "day"): "2024-06-09"},
            [
                (
                    "entries[1].duties[0].deadline.day",
                    "the last valid day of duty '2.1', Saturday 2024-06-08, "
                    "is a day off",
                )
            ],
        ),
        (
            "a date from law and one that was proposed",
            {
                ("laid_on_all", 0, "deadline", "origin"): "law",
                ("laid_on_all", 0, "deadline", "basis"): "Thông tư",
                ("entries", 1, "duties", 1, "deadline", "origin"): "proposed",
            },
            [
                (
                    "entries[1].duties[1].deadline.origin",
                    "the date of duty '2.2', 2024-06-28, is proposed",
                ),
                (
                    "laid_on_all[0].deadline.origin",
                    "the date of duty 'report', 2024-07-20, is from law: Thông tư",
                ),
            ],
        ),
        (
            "a duty that awaits another of the same agencies",
            {
                ("entries", 2, "duties", 0, "awaits"): [],
                ("entries", 1, "duties", 1, "awaits"): ["2.1"],
            },
            [
                (
                    "entries[1].duties[1].awaits[0]",
                    "whoever waits for the duty '2.1' owes it too: nobody waits",
                )
            ],
        ),
        (
            "notes on slips of the source",
            {
                ("entries", 0, "note"): "sai chính tả",
                (*FIRST_DUTY, "note"): "20/24",
                ("legal_bases",): [{"title": "Luật", "note": "thiếu năm"}],
            },
            [
                ("legal_bases[0].note", "noted: thiếu năm"),
                ("entries[0].note", "noted: sai chính tả"),
                ("entries[0].duties[0].note", "noted: 20/24"),
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_warnings_of_a_plan(
    case: str, edits: Edits, expected: list[tuple[str, str]]
) -> None:
    assert said(warn_of(plan_with(edits), roster_with({}), DAYS)) == expected


def test_an_open_group_is_pointed_out_and_its_agencies_owe_nothing() -> None:
    plan = plan_with({("groups", 0, "kind"): "open", ("groups", 0, "members"): []})
    assert said(warn_of(plan, roster_with({}), DAYS)) == [
        ("groups[0]", "the open group 'units' names nobody: no letter goes out"),
        ("agencies[2]", "north, south owe nothing under this plan"),
    ]


def test_what_is_awaited_of_an_open_group_is_pointed_out() -> None:
    edits: Edits = {("groups", 0, "kind"): "open", ("groups", 0, "members"): []}
    edits[("entries", 2, "duties", 0, "awaits")] = []
    plan = plan_with(edits | {("entries", 1, "duties", 1, "awaits"): ["3.1"]})
    assert said(warn_of(plan, None, DAYS)) == [
        ("groups[0]", "the open group 'units' names nobody: no letter goes out"),
        (
            "entries[1].duties[1].awaits[0]",
            "the duty '3.1' is awaited of an open group: of nobody yet",
        ),
    ]


def test_a_date_in_another_century_is_no_matter_of_working_days() -> None:
    plan = plan_with(
        {
            (*FIRST_DUTY, "deadline", "day"): date.min.isoformat(),
            ("phases", 2, "span", "last"): date.max.isoformat(),
            ("entries", 1, "duties", 1, "deadline"): None,
        }
    )
    assert warn_of(plan, roster_with({}), DAYS) == ()


def test_missing_leaders_are_summed_up_and_who_is_asked_needs_no_superior() -> None:
    edits: Edits = {("agencies", i, "head"): None for i in range(4)}
    edits |= {("agencies", i, "superior"): None for i in (0, 2, 3)}
    assert said(warn_of(plan_with({}), roster_with(edits), DAYS)) == [
        (
            "agencies[0]",
            "office, school, north, south have no head, to whom escalations are copied",
        ),
        (
            "agencies[0]",
            "office, north, south have no superior, so the office gets a call item "
            "instead",
        ),
    ]


def test_leaders_are_not_missed_where_the_policy_writes_to_none() -> None:
    plan = plan_with({("policy",): {"steps": [{"kind": "remind", "days": 1}]}})
    edits: Edits = {("agencies", 0, "head"): None, ("agencies", 0, "superior"): None}
    assert warn_of(plan, roster_with(edits), DAYS) == ()


def test_of_many_agencies_a_few_are_named() -> None:
    spare = [
        {
            "id": f"spare-{n}",
            "name": "n",
            "contact": {"post": "p", "address": "a@b.example"},
        }
        for n in range(8)
    ]
    agencies = [*data(ROSTER)["agencies"], *spare]
    roster = roster_with({("agencies",): agencies})
    assert said(warn_of(plan_with({}), roster, DAYS)) == [
        (
            "agencies[4]",
            "spare-0, spare-1, spare-2, spare-3, spare-4 and 3 more "
            "owe nothing under this plan",
        )
    ]


def test_a_successor_is_in_the_roster_and_nobody_succeeds_itself():
    since = date(2024, 7, 1)
    ends = {
        ("agencies", 1, "successor"): {"to": ["nobody", "north"], "since": since},
        ("agencies", 2, "successor"): {"to": ["south", "school"], "since": since},
    }
    assert errors(plan_with({}), roster_with(ends)) == [
        ("agencies[1].successor.to[0]", "unknown agency 'nobody'"),
        ("agencies[1].successor.to[1]", "'school' would succeed itself"),
        ("agencies[2].successor.to[1]", "'north' would succeed itself"),
    ]


def test_a_successor_owes_nothing_under_the_plan_and_needs_not():
    heir = data(ROSTER)["agencies"][3] | {"id": "union"}
    alone = roster_with({("agencies",): [*data(ROSTER)["agencies"], heir]})
    ending = roster_with(
        {
            ("agencies",): [*data(ROSTER)["agencies"], heir],
            ("agencies", 3, "successor"): {"to": ["union"], "since": date(2024, 7, 1)},
        }
    )
    idle = [
        [
            what
            for _, what in said(warn_of(plan_with({}), one, DAYS))
            if "owe nothing" in what
        ]
        for one in (alone, ending)
    ]
    assert idle == [["union owe nothing under this plan"], []]


def test_who_owes_and_is_over_by_the_issue_is_pointed_out() -> None:
    roster = roster_with({("agencies", 2, "valid_to"): "2024-05-05"})
    assert said(warn_of(plan_with({}), roster, DAYS)) == [
        ("agencies[2]", "north ended before the plan is issued")
    ]
    last = roster_with({("agencies", 2, "valid_to"): "2024-05-06"})
    assert said(warn_of(plan_with({}), last, DAYS)) == []
