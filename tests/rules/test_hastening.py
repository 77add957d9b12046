"""A step sent before its day: what comes next, when it leaves, what follows it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.foreseen import foresee_steps
from rules.hastening import Next, Why, next_steps
from schemas.assignment import Handover
from schemas.duty import Modality
from schemas.entry import EntryKind
from tests.rules.season import Played, agency, at, owes

ISSUED = at(6, 5)
AFTER = at(1, 8)
"""The duties of these tests end with Friday 19/7."""


def hasten(played: Played, now: datetime, *duties: str) -> list[str]:
    steps = next_steps(played.docket, duties, now)
    assert not isinstance(steps, Why), steps
    for one in steps:
        duty, step = one.owes.duty, one.rung.name
        played.append(EntryKind.HASTENED, now, duty=duty, step=step, key=one.wanted)
    return [f"{one.rung.name}:{one.owes.duty}" for one in steps]


def taken(played: Played) -> list[tuple[str, str]]:
    ladder = ("remind", "escalate", "draft", "tell")
    return [
        (f"{e.at:%d/%m %H:%M}", e.step)
        for e in played.docket.entries
        if e.kind is EntryKind.PERFORMED and e.duty and e.step.startswith(ladder)
    ]


def test_a_reminder_leaves_now_and_the_others_on_their_days():
    played = agency(owes())
    played.play(ISSUED, at(3, 6, 9))
    assert hasten(played, at(3, 6, 9)) == ["remind-7:1.1"]
    played.play(at(3, 6, 9), at(19, 7, 9))
    assert taken(played) == [
        ("03/06 09:00", "remind-7"),
        ("16/07 08:00", "remind-3"),
        ("18/07 08:00", "remind-1"),
    ]


def test_outside_letter_hours_it_waits_for_them():
    played = agency(owes())
    played.play(ISSUED, at(1, 6))
    hasten(played, at(1, 6, 9))
    played.play(at(1, 6, 9), at(4, 6))
    assert taken(played) == [("03/06 08:00", "remind-7")]


def test_a_day_keeps_its_one_notice():
    played = agency(owes("1.1"), owes("1.2", date(2024, 6, 28)))
    played.play(ISSUED, at(19, 6, 9))
    assert taken(played) == [("19/06 08:00", "remind-7")]
    assert hasten(played, at(19, 6, 9), "1.1") == ["remind-7:1.1"]
    played.play(at(19, 6, 9), at(20, 6, 9))
    assert taken(played)[1:] == [("20/06 08:00", "remind-7")]


def test_without_a_duty_it_is_what_would_come_first_of_all_that_speaks_then():
    played = agency(owes("1.1"), owes("1.2"), owes("1.3", date(2024, 7, 26)))
    played.play(ISSUED, at(3, 6, 9))
    steps = next_steps(played.docket, (), at(3, 6, 9))
    assert not isinstance(steps, Why)
    assert [one.key for one in steps] == ["remind-7:1.1:r1", "remind-7:1.2:r1"]
    assert {one.at for one in steps} == {at(10, 7)}
    assert hasten(played, at(3, 6, 9), "1.3") == ["remind-7:1.3"]


def test_after_the_deadline_the_superior_hears_on_the_day_after_the_agency():
    played = agency(owes())
    played.play(ISSUED, at(22, 7, 9))
    assert taken(played)[-1] == ("22/07 08:00", "escalate-1")
    assert hasten(played, at(22, 7, 9)) == ["escalate-3:1.1"]
    played.play(at(22, 7, 9), AFTER)
    assert taken(played)[4:] == [
        ("23/07 08:00", "escalate-3"),
        ("26/07 08:00", "draft-5"),
    ]


def test_an_urging_letter_is_wanted_for_its_signature_sooner():
    played = agency(owes())
    played.play(ISSUED, at(24, 7, 9))
    assert taken(played)[-1] == ("24/07 08:00", "escalate-3")
    assert hasten(played, at(24, 7, 9)) == ["draft-5:1.1"]
    played.play(at(24, 7, 9), at(25, 7, 9))
    assert taken(played)[-1][0] == "25/07 08:00"


def test_what_is_wanted_twice_is_due_already():
    played = agency(owes())
    played.play(ISSUED, at(1, 6))
    hasten(played, at(1, 6, 9))
    assert next_steps(played.docket, (), at(1, 6, 10)) is Why.DUE


def test_a_clock_that_was_set_back_wakes_for_what_is_wanted():
    played = agency(owes())
    played.play(ISSUED, at(3, 6, 9))
    hasten(played, at(3, 6, 10, 1))
    assert played.beat(at(3, 6, 10)).wake == at(3, 6, 10, 1)


def test_what_is_wanted_is_not_wanted_again_by_a_clock_that_was_set_back():
    played = agency(owes())
    played.play(ISSUED, at(3, 6, 9))
    hasten(played, at(3, 6, 12))
    assert next_steps(played.docket, (), at(3, 6, 11)) is Why.DUE


def test_a_silence_before_its_day_does_not_swallow_what_is_wanted_now():
    played = agency(owes())
    played.play(ISSUED, at(8, 7, 9))
    until = at(11, 7, 0)
    played.append(EntryKind.SILENCED, at(9, 7, 9), step=until.isoformat())
    played.play(at(9, 7, 9), at(15, 7, 9))
    assert taken(played) == []
    assert hasten(played, at(15, 7, 9)) == ["remind-3:1.1"]
    played.play(at(15, 7, 9), at(15, 7, 10))
    assert taken(played) == [("15/07 09:00", "remind-3")]


def test_a_reminder_whose_day_a_silence_covers_is_sent_before_it():
    played = agency(owes())
    played.play(ISSUED, at(5, 7))
    played.append(EntryKind.SILENCED, at(8, 7), step=at(11, 7, 0).isoformat())
    played.append(EntryKind.UNSILENCED, at(8, 7, 10))
    assert hasten(played, at(8, 7, 14)) == ["remind-7:1.1"]
    played.play(at(8, 7, 14), at(8, 7, 15))
    assert taken(played) == [("08/07 14:00", "remind-7")]


def test_when_it_leaves_is_foreseen():
    played = agency(owes())
    played.play(ISSUED, at(1, 6))
    hasten(played, at(1, 6, 9))
    steps = ("remind-7:1.1:r1",)
    assert foresee_steps(played.docket, steps, at(1, 6, 9)) == {steps[0]: at(3, 6)}
    played.append(EntryKind.UNDELIVERED, at(1, 6, 10))
    assert foresee_steps(played.docket, steps, at(1, 6, 11)) == {}
    assert foresee_steps(played.docket, steps, at(1, 8)) == {}


def case(played: Played, now: datetime, *duties: str) -> tuple[Next, ...] | Why:
    return next_steps(played.docket, duties, now)


def test_what_hinders_is_said():
    late, early = at(22, 7, 9), at(3, 6, 9)
    played = agency(owes(), owes("1.2", binding=False))
    assert case(played, ISSUED, "1.1") is Why.UNASSIGNED
    assert case(played, ISSUED, "1.2") is Why.UNCONFIRMED
    assert case(played, ISSUED, "9.9") is Why.NOT_OWED
    assert case(played, ISSUED, "1.1", "9.9") is Why.NOT_OWED
    assert case(agency(), ISSUED) is Why.NOT_OWED
    played.play(ISSUED, at(18, 7, 9))
    assert case(played, at(18, 7, 9)) is Why.NOT_OVERDUE
    played.answer(EntryKind.FULFILLED, late, "1.1")
    assert case(played, late, "1.1") is Why.RESTS
    assert case(played, late) is Why.RESTS
    played.append(EntryKind.UNDELIVERED, late)
    assert case(played, late) is Why.STOPPED
    over = agency(owes())
    over.docket = replace(over.docket, ended=True)
    assert case(over, early) is Why.STOPPED
    quiet = agency(owes())
    quiet.play(ISSUED, early)
    quiet.append(EntryKind.SILENCED, early, step=at(5, 6, 0).isoformat())
    assert case(quiet, early) is Why.SILENT


@pytest.mark.parametrize(
    ("modality", "why"),
    [(Modality.ASKED, Why.AT_THE_END), (Modality.ASSIGNED, Why.WAITS)],
)
def test_behind_the_last_step_there_is_none(modality: Modality, why: Why):
    played = agency(owes(modality=modality))
    played.play(ISSUED, at(30, 7, 9))
    assert case(played, at(30, 7, 9)) is why, (
        "a letter waits for its signature, or none"
    )


def test_what_waits_for_another_agency_is_not_sent():
    waiting = owes()._replace(awaits=(Handover("a", "2.1"),))
    played = agency(waiting)
    played.play(ISSUED, at(22, 7, 9))
    assert case(played, at(22, 7, 9)) is Why.WAITS
