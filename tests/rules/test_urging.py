"""Urging letters: drafted for a signature, counted by those that were signed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.docket import Docket
from rules.extended import moved
from rules.fold import stand
from rules.keys import step_key
from rules.urging import drafted, end_key, signable, written
from schemas.assignment import DocketKind
from schemas.duty import Modality
from schemas.entry import EntryKind
from schemas.escalation import Policy
from schemas.step import Reader, Step, StepKind
from tests.rules.season import Played, agency, at, owes

ISSUED = at(6, 5)
LAST = date(2024, 6, 14)
FIRST, SECOND = at(21, 6), at(28, 6)
"""Five and ten working days after it."""
RAISED, CLEARED = EntryKind.RAISED, EntryKind.CLEARED


def silent(*assignments, until: datetime = FIRST) -> Played:
    played = agency(*(assignments or (owes("1.1", LAST),)))
    played.play(ISSUED, until)
    return played


def items(played: Played) -> list[tuple[str, str]]:
    """What the office learned of the letter to sign, by day."""
    return [
        (f"{entry.at:%d/%m}", entry.step)
        for entry in played.docket.entries
        if entry.step.startswith("draft:")
    ]


def named(played: Played, now: datetime) -> list[str]:
    return [one.duty for one in drafted(moved(played.docket), now)]


def end(played: Played, kind: EntryKind, now: datetime) -> None:
    """Sign the letter, or set it aside, for each of its duties."""
    docket = moved(played.docket)
    for one in drafted(docket, now):
        key = end_key(one, docket.standing)
        played.append(kind, now, duty=one.duty, act=f"{kind}{now}", key=key)


def test_the_office_has_one_letter_to_sign_five_days_after_the_deadline():
    played = silent(owes("1.1", LAST), owes("1.2", LAST))
    assert items(played) == [("21/06", "draft:1")]
    assert named(played, FIRST) == ["1.1", "1.2"]
    steps = [e.step for e in played.docket.entries if e.at == FIRST and e.duty]
    assert steps == ["draft-5", "draft-5"]


def test_a_draft_is_no_letter():
    played = silent()
    assert played.told[-1][0] < FIRST


def test_nothing_is_drafted_while_the_first_letter_waits_for_its_signature():
    played = silent(until=at(31, 7))
    assert items(played) == [("21/06", "draft:1")]
    assert not any(e.step == "draft-10" for e in played.docket.entries)


def test_the_second_letter_comes_five_days_after_the_first_was_signed():
    played = silent()
    end(played, EntryKind.URGED, at(27, 6, 9))
    assert named(played, at(27, 6, 9)) == []
    played.play(at(27, 6, 9), at(31, 7))
    assert items(played) == [
        ("21/06", "draft:1"),
        ("27/06", "draft:1-cleared"),
        ("04/07", "draft:2"),
    ]


def test_after_the_last_letter_was_signed_there_is_no_other():
    played = silent()
    for now, until in ((at(24, 6, 9), at(1, 7)), (at(1, 7, 9), at(31, 12))):
        end(played, EntryKind.URGED, now)
        played.play(now, until)
    assert played.docket.standing.letters_signed == 2
    assert named(played, at(31, 12)) == []
    assert items(played)[-1] == ("01/07", "draft:2-cleared")


def test_a_letter_that_was_set_aside_counts_for_nothing_and_comes_back_later():
    played = silent()
    end(played, EntryKind.SHELVED, at(24, 6, 9))
    played.play(at(24, 6, 9), at(31, 7))
    assert items(played) == [
        ("21/06", "draft:1"),
        ("24/06", "draft:1-cleared"),
        ("01/07", "draft:1-2"),
    ]


def test_a_duty_whose_step_comes_joins_the_letter_that_waits():
    played = silent(owes("1.1", LAST), owes("1.2", date(2024, 6, 17)))
    assert named(played, FIRST) == ["1.1"]
    played.play(FIRST, at(24, 6))
    assert named(played, at(24, 6)) == ["1.1", "1.2"]
    assert items(played) == [("21/06", "draft:1")]


def test_a_duty_that_joins_after_the_signature_is_the_second_letter():
    played = silent(owes("1.1", LAST), owes("1.2", date(2024, 6, 17)))
    end(played, EntryKind.URGED, at(21, 6, 9))
    played.play(at(24, 6), at(24, 6))
    assert named(played, at(24, 6)) == ["1.2"]
    assert items(played)[1:] == [("24/06", "draft:1-cleared"), ("24/06", "draft:2")]


def test_a_letter_signed_before_the_beat_saw_its_day_is_not_drafted_again():
    played = silent(until=at(20, 6))
    end(played, EntryKind.URGED, at(21, 6, 9))
    played.play(at(21, 6, 10), at(27, 6))
    assert [key for _, key in items(played)] == []
    played.play(at(28, 6), at(28, 6))
    assert items(played) == [("28/06", "draft:2")]


@pytest.mark.parametrize(
    ("kind", "step"),
    [(EntryKind.FULFILLED, ""), (EntryKind.EXTENDED, "2024-07-26")],
)
def test_a_letter_about_what_is_settled_or_extended_is_over(kind, step):
    played = silent()
    played.append(kind, at(24, 6, 9), duty="1.1", step=step, act="a")
    played.beat(at(24, 6, 9))
    assert named(played, at(24, 6, 9)) == []
    assert items(played)[1:] == [("24/06", "draft:1-cleared")]


def test_a_fulfilment_that_was_undone_brings_the_letter_back():
    played = silent()
    played.answer(EntryKind.FULFILLED, at(24, 6, 9), "1.1")
    done = next(e for e in played.docket.entries if e.kind is EntryKind.FULFILLED)
    played.append(EntryKind.UNDONE, at(25, 6, 9), duty="1.1", step=str(done.n), act="u")
    played.beat(at(25, 6, 9))
    assert items(played)[1:] == [("24/06", "draft:1-cleared"), ("25/06", "draft:1-2")]


ASKED = owes("1.2", LAST, modality=Modality.ASKED)


@pytest.mark.parametrize(
    "assignments", [(ASKED,), (owes("1.1", LAST), ASKED)], ids=["asked", "ever asked"]
)
def test_a_body_that_was_asked_of_anything_is_never_urged(assignments):
    played = silent(*assignments, until=at(31, 7))
    assert items(played) == []
    assert named(played, at(31, 7)) == []


@pytest.mark.parametrize("kind", [DocketKind.GROUP, DocketKind.OFFICE])
def test_nobody_urges_where_no_letter_goes(kind):
    docket = Docket("nhom", kind, (owes("1.1", LAST),), (), silent().docket.terms)
    assert drafted(docket, SECOND) == ()


def test_while_letters_do_not_arrive_nothing_is_to_be_signed():
    played = silent()
    letter = next(e for e in played.docket.entries if ":contact:2024-06-17" in str(e))
    played.append(EntryKind.UNDELIVERED, at(24, 6, 9), step=str(letter.n))
    played.beat(at(24, 6, 9))
    assert named(played, at(24, 6, 9)) == []
    played.append(EntryKind.CORRECTED, at(25, 6, 9))
    played.play(at(25, 6, 9), at(31, 7))
    assert [e.at for e in played.docket.entries if e.step == "escalate-1"][1:] == [
        at(26, 6)
    ]
    assert items(played) == [
        ("21/06", "draft:1"),
        ("24/06", "draft:1-cleared"),
        ("02/07", "draft:1-2"),
    ], "four working days after the agency itself heard"


def test_a_silence_takes_the_letter_back_and_keeps_the_distance_after_it():
    played = silent()
    played.append(EntryKind.SILENCED, at(24, 6, 9), step=at(26, 6, 0).isoformat())
    played.play(at(24, 6, 9), at(31, 7))
    assert items(played) == [
        ("21/06", "draft:1"),
        ("24/06", "draft:1-cleared"),
        ("28/06", "draft:1-2"),
    ]


def test_after_an_outage_the_agency_hears_first_and_each_distance_stays():
    played = agency(owes("1.1", LAST))
    played.play(ISSUED, at(10, 6))
    played.play(at(8, 7, 9), at(31, 7))
    days = {e.step: f"{e.at:%d/%m}" for e in played.docket.entries if e.duty}
    assert days["escalate-1"] == "08/07"
    assert days["escalate-3"] == "10/07"
    assert items(played) == [("12/07", "draft:1")]


def test_nothing_is_drafted_while_the_office_owes_a_decision_on_more_time():
    played = silent(until=at(13, 6))
    played.append(
        EntryKind.TIME_ASKED, at(13, 6, 9), duty="1.1", step="2024-06-28", act="a"
    )
    played.play(at(13, 6, 9), at(31, 7))
    assert items(played) == []


def test_a_superior_that_comes_after_the_draft_does_not_wait_for_a_signature():
    steps = (
        Step(kind=StepKind.ESCALATE, days=1),
        Step(kind=StepKind.DRAFT, days=3, modality=Modality.ASSIGNED),
        Step(kind=StepKind.ESCALATE, days=5, to=Reader.SUPERIOR),
    )
    played = silent(owes("1.1", LAST, policy=Policy(steps=steps)), until=at(21, 6))
    done = [e.step for e in played.docket.entries if e.at == at(21, 6)]
    assert done == ["escalate-5"]
    assert items(played) == [("19/06", "draft:1")]


def test_a_superior_told_and_then_the_office_are_both_over_with_the_duty():
    steps = (
        Step(kind=StepKind.ESCALATE, days=1),
        Step(kind=StepKind.ESCALATE, days=3, to=Reader.SUPERIOR),
        Step(kind=StepKind.TELL, days=5),
    )
    played = agency(owes("1.1", LAST, policy=Policy(steps=steps)))
    told = []
    for now in (ISSUED, at(17, 6), at(19, 6), at(21, 6)):
        told += [(s.kind, s.step) for s in played.beat(now).signals]
    assert told == [(RAISED, "superior"), (RAISED, "call")]
    played.append(EntryKind.FULFILLED, at(24, 6, 9), duty="1.1", act="a")
    assert [(s.kind, s.step) for s in played.beat(at(24, 6, 9)).signals] == [
        (CLEARED, "ladder")
    ]
    done = next(e for e in played.docket.entries if e.kind is EntryKind.FULFILLED)
    played.append(
        EntryKind.UNDONE, at(24, 6, 10), duty="1.1", step=str(done.n), act="u"
    )
    assert [(s.kind, s.step) for s in played.beat(at(24, 6, 10)).signals] == [
        (RAISED, "superior")
    ]


def test_the_letter_says_what_reached_the_agency_before_it():
    played = silent()
    one = played.docket.assignments[0]
    said = written(played.docket, one, played.docket.standing.performed)
    assert [(kind, f"{moment:%d/%m}") for kind, moment in said] == [
        ("remind", "05/06"),
        ("remind", "11/06"),
        ("remind", "13/06"),
        ("escalate", "17/06"),
    ]


def test_what_never_left_is_not_said_to_have_been_written():
    played = silent()
    (one,) = played.docket.assignments
    sent = {step_key("remind-3", one)}
    said = written(played.docket, one, sent)
    assert [(kind, f"{moment:%d/%m}") for kind, moment in said] == [("remind", "11/06")]


def test_two_letters_signed_between_two_beats_leave_no_item_behind():
    played = silent(owes("1.1", LAST), owes("1.2", LAST))
    for duty, act in (("1.1", "a"), ("1.2", "b")):
        (one,) = (one for one in drafted(played.docket, FIRST) if one.duty == duty)
        played.append(
            EntryKind.URGED,
            at(21, 6, 9),
            duty=duty,
            step="2024-06-21",
            act=act,
            key=end_key(one, played.docket.standing),
        )
    played.beat(at(21, 6, 9))
    assert items(played) == [("21/06", "draft:1"), ("21/06", "draft:1-cleared")]


def test_a_letter_that_never_arrived_is_not_said_to_have_been_written():
    played = silent(until=at(12, 6))
    letter = next(e for e in played.docket.entries if ":contact:2024-06-11" in str(e))
    played.append(EntryKind.UNDELIVERED, at(12, 6, 9), step=str(letter.n))
    played.append(EntryKind.CORRECTED, at(12, 6, 10))
    sent = played.docket.standing.performed
    said = written(played.docket, played.docket.assignments[0], sent)
    assert [f"{moment:%d/%m}" for _, moment in said] == ["05/06"]


def test_what_the_office_learns_of_a_letter_stands_under_one_topic():
    office = Played(replace(silent().docket, kind=DocketKind.OFFICE, entries=()))
    for kind, step in [(RAISED, "draft:1"), (CLEARED, "draft"), (RAISED, "draft:2")]:
        office.append(kind, SECOND, duty="so-y-te/", step=step)
    raised = stand(office.docket.entries).raised
    assert {topic: entry.step for (_, topic), entry in raised.items()} == {
        "draft": "draft:2"
    }


def test_a_superiors_step_of_an_older_plan_is_a_call_about_what_was_asked():
    steps = (
        Step(kind=StepKind.ESCALATE, days=1),
        Step(kind=StepKind.ESCALATE, days=3, to=Reader.SUPERIOR),
    )
    asked = owes("1.1", LAST, modality=Modality.ASKED, policy=Policy(steps=steps))
    played = silent(asked, until=at(18, 6))
    assert [(s.key, s.step) for s in played.beat(at(19, 6)).signals] == [
        ("raised:escalate-3:1.1:r1", "call")
    ]


def test_what_stood_in_a_draft_may_be_signed_until_it_has_ended():
    played = silent(owes("1.1", LAST), owes("1.2", at(28, 6).date()))
    played.append(EntryKind.FULFILLED, at(21, 6, 9), duty="1.1", act="a")
    assert named(played, at(21, 6, 10)) == []
    assert [one.duty for one in signable(played.docket)] == ["1.1"]
    (one,) = signable(played.docket)
    key = end_key(one, played.docket.standing)
    played.append(EntryKind.URGED, at(21, 6, 10), duty="1.1", act="b", key=key)
    assert signable(played.docket) == ()
