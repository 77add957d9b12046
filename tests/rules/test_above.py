"""While the parent's plan is waited for, the office is told once to ask for it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from calendars.working_days import WorkingDays
from rules.above import ASK, ask_from, held_up
from rules.assignments import assign
from rules.decide import decide
from rules.docket import Docket
from rules.in_force import issue, receive
from schemas.assignment import PARENT, Assignment, DocketKind
from schemas.entry import EntryKind
from schemas.in_force import PlanInForce, Received
from schemas.matter import Matter
from schemas.plan import Plan
from schemas.silence import Silence
from tests.rules.season import TERMS, Played, agency, at, owes
from tests.rules.test_awaits import ABOVE, AWAITS_ABOVE, ISSUED, SIGNING
from tests.small_campaign import PLAN, data, put

CAME = Received(number="1/KH", dated=date(2024, 6, 10), at=at(10, 6))
FIRST = at(27, 5)
"""When 1.1, due through Friday 24/5, would be escalated: the next working day."""
DISTRICTS = (("entries", 2, "duties", 0, "awaits"), ["parent-plan"])
OPEN = (("groups", 0), {"id": "units", "name": "Các huyện", "kind": "open"})
PROPOSED = (("entries", 0, "duties", 0, "deadline", "origin"), "proposed")
REMINDS = (("policy",), {"steps": [{"kind": "remind", "days": 3}]})

Edit = tuple[tuple[int | str, ...], object]


def signed(*edits: Edit) -> PlanInForce:
    values = data(PLAN)
    for place, value in (ABOVE, *edits):
        values = put(values, place, value)
    return issue(Plan.model_validate(values), SIGNING, ISSUED)


def asked_from(in_force: PlanInForce) -> datetime | None:
    return ask_from(in_force, assign(in_force, WorkingDays.vietnam()))


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([AWAITS_ABOVE], FIRST, id="one that waits"),
        pytest.param([AWAITS_ABOVE, DISTRICTS], FIRST, id="the earliest of several"),
        pytest.param([DISTRICTS], at(1, 7), id="a later one"),
        pytest.param([], None, id="nobody waits"),
        pytest.param([AWAITS_ABOVE, PROPOSED], None, id="a date nobody confirmed"),
        pytest.param([AWAITS_ABOVE, REMINDS], None, id="a plan that only reminds"),
        pytest.param([DISTRICTS, OPEN], None, id="a group that names nobody"),
    ],
)
def test_the_office_asks_when_the_first_that_waits_would_be_escalated(
    edits: list[Edit], expected: datetime | None
):
    assert asked_from(signed(*edits)) == expected


def test_it_does_not_ask_for_what_has_come():
    assert asked_from(receive(signed(AWAITS_ABOVE), CAME)) is None


def office(silence: Silence | None = None) -> Played:
    terms = replace(TERMS, ask_from=FIRST, silence=silence)
    return Played(Docket("@office", DocketKind.OFFICE, (), (), terms))


def asked(played: Played) -> list[datetime]:
    return [entry.at for entry in played.docket.entries if entry.key == ASK]


def test_the_office_wakes_for_it_is_told_once_and_is_quiet():
    played = office()
    before = played.beat(at(24, 5))
    assert (before.actions, before.wake) == ((), FIRST)
    (action,) = played.beat(FIRST).actions
    assert (action.duty, action.step) == ("parent-plan", Matter.PARENT)
    played.play(FIRST, at(31, 7))
    assert asked(played) == [FIRST]
    later = decide(played.docket, at(30, 7))
    assert (later.actions, later.drafts, later.wake) == ((), (), None)


def test_after_an_outage_it_is_told_at_once_whatever_the_hour():
    played = office()
    assert [one.key for one in played.beat(at(1, 6, 22)).actions] == [ASK]


def test_it_stands_beside_the_letters_of_the_day():
    played = office()
    terms = replace(played.docket.terms, recipients=("so-a",))
    played.docket = replace(played.docket, terms=terms)
    decision = played.beat(at(27, 5))
    assert [one.to for one in decision.drafts] == ["recipient:so-a"]
    assert decision.actions[0].key == ASK, "no letter's loss takes it back"
    assert played.beat(at(28, 5)).actions == ()


def test_in_a_silence_of_the_campaign_it_waits_for_its_end():
    until = at(3, 6)
    played = office(Silence(since=at(20, 5), until=until))
    assert played.beat(FIRST).wake == until
    assert asked(played) == []
    played.beat(until)
    assert asked(played) == [until]


def test_once_the_plan_has_come_nothing_is_asked():
    played = office()
    terms = replace(played.docket.terms, ask_from=None)
    played.docket = replace(played.docket, terms=terms)
    played.play(at(24, 5), at(31, 7))
    assert asked(played) == []


def waits(last: date, duty: str = "1.1", *, binding: bool = True) -> Assignment:
    return owes(duty, last, binding=binding)._replace(awaits=(PARENT,))


EARLY, LATE = date(2024, 5, 24), date(2024, 6, 28)


def docket(
    name: str, *owed: Assignment, kind: DocketKind = DocketKind.AGENCY
) -> Docket:
    return replace(agency(*owed).docket, agency=name, kind=kind)


def done(kept: Docket, duty: str) -> Docket:
    played = Played(kept)
    played.append(EntryKind.FULFILLED, ISSUED, duty=duty)
    return played.docket


NORTH = docket("north", waits(EARLY), waits(LATE, "1.2"))
SOUTH = docket("south", waits(LATE))
GROUP = docket("units", waits(EARLY), kind=DocketKind.GROUP)


@pytest.mark.parametrize(
    ("dockets", "now", "expected"),
    [
        pytest.param([NORTH, SOUTH], at(24, 5), (), id="before the first moment"),
        pytest.param([NORTH, SOUTH], FIRST, ("north", "south"), id="each once"),
        pytest.param([SOUTH], FIRST, (), id="given more time"),
        pytest.param([done(NORTH, "1.1"), SOUTH], FIRST, (), id="done without it"),
        pytest.param([GROUP, SOUTH], FIRST, (), id="a group is never escalated"),
        pytest.param(
            [docket("north", waits(EARLY, binding=False))], FIRST, (), id="no date"
        ),
        pytest.param(
            [docket("north", owes("1.1", EARLY))], FIRST, (), id="who waits for nothing"
        ),
    ],
)
def test_those_are_held_up_who_wait_once_one_would_be_escalated(
    dockets: list[Docket], now: datetime, expected: tuple[str, ...]
):
    assert held_up(dockets, now) == expected
