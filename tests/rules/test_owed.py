from datetime import date
from typing import Literal

import pytest

from rules.owed import Owed, open_groups, owed
from schemas.duty import CommonDuty, Duty, DutyKind, Modality, Source
from schemas.phase import Phase, PhaseKind, Span
from schemas.plan import Group, Launch, Plan, PlanEntry, ReportRoute, Signer

JUNE = Span(first=date(2024, 6, 1), last=date(2024, 6, 30))


def duty(name: str, kind: DutyKind = DutyKind.WORK) -> Duty:
    return Duty(
        id=name,
        title=name,
        summary=name,
        source=Source(section="III"),
        phase=PhaseKind.ACTIVITIES,
        kind=kind,
    )


def common(name: str, kind: DutyKind, *besides: str) -> CommonDuty:
    return CommonDuty(**duty(name, kind).model_dump(), besides=besides)


def entry(name: str, owners: str, *duties: Duty, asked: bool = False) -> PlanEntry:
    return PlanEntry(
        id=name,
        title=name,
        source="III",
        owners=tuple(owners.split()),
        modality=Modality.ASKED if asked else Modality.ASSIGNED,
        duties=duties,
    )


def group(
    name: str, kind: Literal["closed", "expanded", "open"], members: str = ""
) -> Group:
    return Group(id=name, name=name, kind=kind, members=tuple(members.split()))


def plan(
    *entries: PlanEntry,
    groups: tuple[Group, ...] = (),
    laid_on_all: tuple[CommonDuty, ...] = (),
) -> Plan:
    return Plan(
        id="spring",
        title="t",
        short_title="t",
        symbol="KH",
        issued_by="t",
        place="t",
        locality="t",
        year=2024,
        office="office",
        theme="t",
        hotline="111",
        period=JUNE,
        planned_issue=JUNE.first,
        close=JUNE.last,
        launch=Launch(window=JUNE),
        slogans=("t",),
        report_route=ReportRoute(to="t"),
        signer=Signer(post="t"),
        phases=tuple(Phase(id=kind, title="t", span=JUNE) for kind in PhaseKind),
        groups=groups,
        entries=entries,
        laid_on_all=laid_on_all,
    )


def names(owes: tuple[Owed, ...]) -> list[str]:
    return [one.duty.id for one in owes]


REPORT = common("report", DutyKind.REPORT, "office")
OWN_PLAN = common("own-plan", DutyKind.OWN_PLAN)


@pytest.mark.parametrize(
    ("case", "given", "expected"),
    [
        (
            "an agency owes the duties of its entry",
            plan(entry("1", "office", duty("1.1"), duty("1.2"))),
            {"office": ["1.1", "1.2"]},
        ),
        (
            "a container owes nothing and binds nobody",
            plan(entry("8", "front"), entry("8.1", "youth", duty("8.1.1"))),
            {"youth": ["8.1.1"]},
        ),
        (
            "each member of a closed or an expanded group owes every duty",
            plan(
                entry("7", "forces", duty("7.1")),
                entry("10", "units", duty("10.1")),
                groups=(
                    group("forces", "closed", "border army"),
                    group("units", "expanded", "north south"),
                ),
            ),
            {"border": ["7.1"], "army": ["7.1"], "north": ["10.1"], "south": ["10.1"]},
        ),
        (
            "an open group owes as one, and nothing that is laid on all",
            plan(
                entry("9", "others", duty("9.1")),
                groups=(group("others", "open"),),
                laid_on_all=(OWN_PLAN, REPORT),
            ),
            {"others": ["9.1"]},
        ),
        (
            "what is laid on all comes last, and not to those it excuses",
            plan(
                entry("1", "office", duty("1.1")),
                entry("2", "school", duty("2.1")),
                laid_on_all=(OWN_PLAN, REPORT),
            ),
            {"office": ["1.1", "own-plan"], "school": ["2.1", "own-plan", "report"]},
        ),
        (
            "whoever owes a report in writing does not owe it twice",
            plan(
                entry("10", "north", duty("10.6", DutyKind.REPORT)),
                laid_on_all=(OWN_PLAN, REPORT),
            ),
            {"north": ["10.6", "own-plan"]},
        ),
        (
            "two entries of one agency come together in the plan's order",
            plan(
                entry("1", "school", duty("1.1")),
                entry("2", "office school", duty("2.1")),
                laid_on_all=(REPORT,),
            ),
            {"school": ["1.1", "2.1", "report"], "office": ["2.1"]},
        ),
        (
            "an agency named by itself and by its group owes once",
            plan(
                entry("1", "north units", duty("1.1")),
                groups=(group("units", "expanded", "north south"),),
            ),
            {"north": ["1.1"], "south": ["1.1"]},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_owners_owe(case: str, given: Plan, expected: dict[str, list[str]]) -> None:
    assert {owner: names(owes) for owner, owes in owed(given).items()} == expected


def test_a_duty_carries_its_entry_and_how_it_was_laid_on() -> None:
    given = plan(
        entry("4", "police", duty("4.1"), asked=True),
        entry("5", "culture", duty("5.1")),
        laid_on_all=(REPORT,),
    )
    told = {
        owner: [(one.modality, one.entry) for one in owes]
        for owner, owes in owed(given).items()
    }
    assert told == {
        "police": [(Modality.ASKED, "4"), (Modality.ASKED, "")],
        "culture": [(Modality.ASSIGNED, "5"), (Modality.ASSIGNED, "")],
    }


def test_a_body_asked_once_is_asked_for_what_is_laid_on_all() -> None:
    given = plan(
        entry("1", "front", duty("1.1")),
        entry("2", "front", duty("2.1"), asked=True),
        laid_on_all=(REPORT,),
    )
    assert [one.modality for one in owed(given)["front"]] == [
        Modality.ASSIGNED,
        Modality.ASKED,
        Modality.ASKED,
    ]


def test_members_of_a_group_share_one_tuple() -> None:
    given = plan(
        entry("10", "units", duty("10.1")),
        groups=(group("units", "expanded", "north south"),),
        laid_on_all=(REPORT,),
    )
    owes = owed(given)
    assert owes["north"] is owes["south"]


def test_only_open_groups_name_nobody() -> None:
    given = plan(
        entry("9", "others", duty("9.1")),
        groups=(group("others", "open"), group("units", "expanded", "north")),
    )
    assert open_groups(given) == {"others"}
