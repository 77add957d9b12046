"""How far agencies are, phase by phase, alone and together."""

from datetime import date

from rules.docket import Docket
from rules.progress import Cell, Line, Where, as_one, line_of, lines_of, rolled_up
from schemas.assignment import Assignment, Counts, DocketKind
from schemas.entry import Entry, EntryKind
from schemas.phase import PhaseKind
from schemas.plan import Group
from tests.rules.season import TERMS, at, owes

EARLY, LATE = at(9, 5), at(20, 7)
PLAN = owes("1.1", date(2024, 5, 24))._replace(phase=PhaseKind.ISSUANCE)
WORK = owes("2.1", date(2024, 6, 28))
REPORT = owes("report")._replace(phase=PhaseKind.REPORTING)
NONE = Cell(Where.NOTHING, Counts(0, 0, 0, 0), None)


def line(
    agency: str,
    *owed: Assignment,
    done: tuple[str, ...] = (),
    kind: DocketKind = DocketKind.AGENCY,
) -> Line:
    facts = tuple(
        Entry(n, EARLY, EntryKind.FULFILLED, duty) for n, duty in enumerate(done, 1)
    )
    docket = Docket(agency, kind, owed, facts, TERMS)
    return line_of(docket, at(1, 6))


def test_each_phase_has_its_own_count_and_next_day():
    found = line("north", PLAN, WORK, REPORT, done=("2.1",))
    assert found.phases == {
        PhaseKind.ISSUANCE: Cell(Where.OVERDUE, Counts(1, 0, 0, 1), None),
        PhaseKind.LAUNCH: NONE,
        PhaseKind.ACTIVITIES: Cell(Where.DONE, Counts(1, 1, 1, 0), None),
        PhaseKind.REPORTING: Cell(Where.WAITING, Counts(1, 0, 0, 0), REPORT.last),
    }
    assert found.whole == Cell(Where.OVERDUE, Counts(3, 1, 1, 1), REPORT.last)


def test_dockets_alike_have_each_a_line_of_its_own():
    done = (Entry(1, EARLY, EntryKind.FULFILLED, "2.1"),)
    alike = (PLAN, WORK)
    dockets = [
        Docket("north", DocketKind.AGENCY, alike, done, TERMS),
        Docket("south", DocketKind.AGENCY, alike, done, TERMS),
        Docket("east", DocketKind.AGENCY, alike, (), TERMS),
        Docket("west", DocketKind.AGENCY, (WORK,), (), TERMS),
    ]
    now = at(1, 6)
    assert lines_of(dockets, now) == tuple(line_of(one, now) for one in dockets)


def test_who_owes_nothing_has_done_nothing():
    assert line("north").whole == NONE


def test_what_the_office_keeps_is_nobodys_fault():
    kept = line("others", PLAN, kind=DocketKind.GROUP)
    assert kept.whole == Cell(Where.KEPT, Counts(1, 0, 0, 1), None)
    assert as_one("", [kept]).whole.where is Where.KEPT
    assert as_one("", [kept, line("north", WORK)]).whole.where is Where.OVERDUE


def test_groups_stand_for_their_members_where_the_first_of_them_stood():
    lines = [
        line("first", WORK),
        line("north", WORK, done=("2.1",)),
        line("south", WORK, REPORT),
        line("alone", WORK),
    ]
    groups = [
        Group(id="towns", name="Các xã", kind="closed", members=("north", "south")),
        Group(id="later", name="Khác", kind="closed", members=("south", "nobody")),
        Group(id="open", name="Liên quan", kind="open"),
    ]
    first, towns, alone = rolled_up(lines, groups)
    assert (first, alone) == (lines[0], lines[3])
    assert (towns.agency, towns.stands_for) == ("towns", 2)
    assert towns.whole == Cell(Where.IN_PROGRESS, Counts(3, 1, 1, 0), WORK.last)
    assert towns.phases[PhaseKind.REPORTING].next_last == REPORT.last


def test_nobody_together_owes_nothing():
    nobody = as_one("", [])
    assert (nobody.whole, nobody.stands_for) == (NONE, 0)
