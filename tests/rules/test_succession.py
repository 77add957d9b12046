"""What becomes of agencies on their days, and of what they owed until then."""

from dataclasses import replace
from datetime import date

import pytest

from rules.assignments import assign, withdrawn
from rules.decide import decide
from rules.docket import Docket
from rules.fold import stand
from rules.in_force import amend, issue
from rules.succession import carried, turned, turning_of, turns_due
from schemas.agency import Agency, Contact, Later, Succession
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind
from schemas.in_force import PlanInForce, TakenOver, Turning
from tests.rules.season import DAYS, TERMS, Played, agency, at, owes
from tests.rules.test_amendment import plan, roster, signed

DAY = date(2024, 7, 1)
EVE = date(2024, 6, 30)
CLOSE = date(2024, 7, 31)


def merged() -> list[Agency]:
    """North and south become one; the school gets a new name before."""
    known = roster()
    heir = known["north"].model_copy(update={"id": "union"})
    ends = Succession(to=("union",), since=DAY)
    named = (Later(since=EVE, name="Trường mới"),)
    return [
        known["office"],
        known["school"].model_copy(update={"later": named}),
        *(known[k].model_copy(update={"successor": ends}) for k in ("north", "south")),
        heir,
    ]


def in_force() -> PlanInForce:
    turning = turning_of(merged(), (), CLOSE)
    first = issue(plan(), signed("156/KH-UBND"), at(6, 5))
    return first.model_copy(update={"turning": turning})


def test_what_becomes_of_agencies_is_known_by_its_days():
    assert turning_of(merged(), ("south",), CLOSE) == (
        Turning(agency="school", since=EVE),
        Turning(agency="north", since=DAY, to=("union",)),
    )
    assert turning_of(merged(), ("school", "north", "south"), CLOSE) == ()
    assert turning_of(merged(), (), EVE) == (Turning(agency="school", since=EVE),)
    assert [
        len(turns_due(in_force(), day)) for day in (at(29, 6).date(), EVE, DAY)
    ] == [
        0,
        1,
        3,
    ]
    assert (in_force().next_turn, turned(in_force(), DAY, {}).next_turn) == (EVE, None)


def test_what_is_open_is_owed_by_the_successor_once():
    done = stand([Entry(1, at(10, 6), EntryKind.FULFILLED, "3.1", act="a")])
    after = turned(in_force(), DAY, {"north": done})
    owed = {
        who: [one.duty for one in owes] for who, owes in assign(after, DAYS).items()
    }
    assert owed["north"] == ["3.1"]
    assert owed["south"] == []
    assert sorted(owed["union"]) == ["3.1", "report"]
    gone = {
        who: [one.duty for one in went] for who, went in withdrawn(after, DAYS).items()
    }
    assert gone == {"north": ["report"], "south": ["3.1", "report"]}
    assert after.ended == {"north", "south"}
    assert (after.successor("north"), after.successor("school")) == ("union", "school")


def test_a_plan_amended_later_keeps_what_was_taken_over():
    after = turned(in_force(), DAY, {})
    later = amend(after, plan((("laid_on_all", 0), None)), signed(), at(2, 7))
    owed = {
        who: [one.duty for one in owes] for who, owes in assign(later, DAYS).items()
    }
    assert (owed["north"], owed["union"]) == ([], ["3.1"])
    assert {o for one in later.withdrawn for o in one.owners} == {"school", "union"}


def test_time_that_was_given_goes_over_the_latest_day_first():
    standings = {
        name: stand(
            [
                Entry(1, at(10, 6), EntryKind.REFUSED, "3.1"),
                Entry(2, at(11, 6), EntryKind.EXTENDED, "3.1", day),
                Entry(3, at(11, 6), EntryKind.EXTENDED, "9.9", day),
            ]
        )
        for name, day in (("north", "2024-07-10"), ("south", "2024-07-08"))
    }
    taken = turned(in_force(), DAY, standings).taken_over
    now = at(1, 7)
    assert carried(taken, "union", 4, now) == [
        Entry(5, now, EntryKind.EXTENDED, "3.1", "2024-07-10")
    ]
    assert carried(taken, "school", 0, now) == []


def ended(played: Played) -> None:
    played.docket = replace(
        played.docket, assignments=(), withdrawn=played.docket.assignments, ended=True
    )


def test_whoever_has_ended_is_written_to_no_more_and_nothing_stands_against_it():
    played = agency(owes("1.1", date(2024, 5, 10)))
    played.play(at(6, 5), at(17, 5))
    ended(played)
    decision = played.beat(at(20, 5))
    assert decision.drafts == ()
    assert {one.kind for one in decision.signals} == {EntryKind.CLEARED}
    assert played.beat(at(21, 5)) == decide(played.docket, at(21, 5))
    assert played.beat(at(21, 5)).actions == ()


@pytest.mark.parametrize("raised", [True, False])
def test_its_wrong_address_is_nobodys_matter_any_more(raised: bool):
    played = agency(owes("1.1"))
    played.beat(at(6, 5))
    played.append(EntryKind.UNDELIVERED, at(6, 5, 9), step="1")
    if raised:
        played.beat(at(6, 5, 10))
    ended(played)
    steps = [one.step for one in played.beat(at(7, 5)).signals]
    assert steps == (["contact"] if raised else [])
    assert played.beat(at(8, 5)).signals == ()


def test_the_last_act_of_whoever_has_ended_is_answered():
    played = agency(owes("1.1"))
    played.beat(at(6, 5))
    played.append(EntryKind.CONFIRMED, at(6, 5, 9), duty="1.1", act="a")
    ended(played)
    assert [one.kind for one in played.beat(at(6, 5, 10)).drafts] == ["receipt"]


@pytest.mark.parametrize(("now", "wakes"), [(at(6, 5), True), (at(2, 7), False)])
def test_the_office_wakes_when_something_becomes_of_an_agency(now, wakes: bool):
    terms = replace(TERMS, turns=at(1, 7, 0))
    docket = Docket("@office", DocketKind.OFFICE, (), (), terms)
    assert (decide(docket, now).wake == at(1, 7, 0)) is wakes


def test_an_agency_is_on_a_day_what_is_known_of_it_by_then():
    other = Contact(post="Văn thư", address="moi@school.example")
    later = (
        Later(since=DAY, contact=other),
        Later(since=EVE, name="Trường mới"),
        Later(since=date(2024, 8, 1), name="Trường sau"),
    )
    known = roster()["school"].model_copy(update={"later": later})
    assert known.on(date(2024, 6, 29)) is known
    assert known.on(EVE).name == "Trường mới"
    assert known.on(EVE).contact == known.contact
    there = known.on(DAY)
    assert (there.name, there.contact, there.later) == ("Trường mới", other, later[2:])


def test_what_went_from_one_to_the_next_is_known_of_each():
    turning = (
        Turning(agency="south", since=EVE, to=("union",)),
        Turning(agency="union", since=DAY, to=("last",)),
    )
    after = turned(in_force().model_copy(update={"turning": turning}), DAY, {})
    gone = {
        who: {one.duty for one in went} for who, went in withdrawn(after, DAYS).items()
    }
    assert gone == {"south": {"3.1", "report"}, "union": {"3.1", "report"}}
    assert {one.duty for one in assign(after, DAYS)["last"]} == {"3.1", "report"}


def test_links_lead_to_whom_succeeded_last():
    taken = (
        TakenOver(agency="a", to=("b",), since=DAY, duties=()),
        TakenOver(agency="b", to=("c", "d"), since=DAY, duties=()),
    )
    chain = in_force().model_copy(update={"taken_over": taken})
    assert [chain.successor(one) for one in "abcd"] == ["c", "c", "c", "d"]
