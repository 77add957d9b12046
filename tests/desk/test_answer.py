from dataclasses import replace
from datetime import timedelta

import pytest

from desk.answer import (
    Answer,
    NothingToSayError,
    NotOwedError,
    UndoneTooLateError,
    answer,
    ask_for_link,
    see,
    undo,
)
from desk.beat import beat
from desk.desk import Desk
from ledger import entries, people
from schemas.entry import Entry, EntryKind
from tests.desk.desks import CLERK, ISSUED, docket, issued

DONE = Answer(EntryKind.FULFILLED, ("2.1",), CLERK, "act-1")
LATER = ISSUED + timedelta(days=2)


@pytest.fixture
def desk() -> Desk:
    return issued()


def facts(desk: Desk, agency: str = "so-gddt") -> tuple[Entry, ...]:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        return entries.of(tx, [row.id])[row.id]


def test_an_answer_is_recorded_with_who_gave_it_and_gets_a_code(desk: Desk):
    row = docket(desk, "so-gddt")
    receipt = answer(desk, row.id, DONE, LATER)
    assert (receipt.at, receipt.duties) == (LATER, ("2.1",))
    assert [(f.kind, f.duty, f.act) for f in facts(desk)] == [
        (EntryKind.FULFILLED, "2.1", "act-1")
    ]
    with desk.ledger.read() as tx:
        assert people.of(tx, row.id) == {1: CLERK}


def test_the_same_act_twice_is_one_fact_and_one_receipt(desk: Desk):
    row = docket(desk, "so-gddt")
    first = answer(desk, row.id, DONE, LATER)
    again = answer(desk, row.id, DONE, LATER + timedelta(hours=1))
    assert again == first
    assert len(facts(desk)) == 1


def test_two_acts_get_two_codes(desk: Desk):
    row = docket(desk, "so-gddt")
    first = answer(desk, row.id, DONE, LATER)
    other = Answer(EntryKind.FULFILLED, ("2.2",), CLERK, "act-2")
    assert answer(desk, row.id, other, LATER).code != first.code


def test_receipts_are_recorded_only_for_duties_that_lack_one(desk: Desk):
    row = docket(desk, "so-gddt")
    answer(desk, row.id, DONE, LATER)
    every = Answer(EntryKind.CONFIRMED, ("2.1", "2.2", "2.3"), CLERK, "act-2")
    assert answer(desk, row.id, every, LATER).duties == ("2.2", "2.3")
    with pytest.raises(NothingToSayError):
        answer(desk, row.id, replace(every, act="act-3"), LATER)


def test_a_duty_of_another_agency_is_refused_and_nothing_recorded(desk: Desk):
    row = docket(desk, "so-gddt")
    foreign = Answer(EntryKind.FULFILLED, ("2.1", "3.1"), CLERK, "act-1")
    with pytest.raises(NotOwedError):
        answer(desk, row.id, foreign, LATER)
    assert facts(desk) == ()


def test_an_undo_takes_the_answer_back_and_keeps_it_readable(desk: Desk):
    row = docket(desk, "so-gddt")
    answer(desk, row.id, DONE, LATER)
    undo(desk, row.id, 1, CLERK, "undo-1", LATER + timedelta(days=6))
    kinds = [(f.kind, f.step) for f in facts(desk)]
    assert kinds == [(EntryKind.FULFILLED, ""), (EntryKind.UNDONE, "1")]


@pytest.mark.parametrize(
    ("n", "after"),
    [(1, timedelta(days=7)), (2, timedelta(hours=1))],
    ids=["seven days later", "a fact that is no answer"],
)
def test_what_can_no_longer_be_undone_says_so(desk: Desk, n: int, after: timedelta):
    row = docket(desk, "so-gddt")
    answer(desk, row.id, DONE, LATER)
    with pytest.raises(UndoneTooLateError):
        undo(desk, row.id, n, CLERK, "undo-1", LATER + after)
    assert len(facts(desk)) == 1


def test_undoing_twice_is_undoing_once(desk: Desk):
    row = docket(desk, "so-gddt")
    answer(desk, row.id, DONE, LATER)
    first = undo(desk, row.id, 1, CLERK, "undo-1", LATER)
    assert undo(desk, row.id, 1, CLERK, "undo-1", LATER) == first
    with pytest.raises(UndoneTooLateError):
        undo(desk, row.id, 1, CLERK, "undo-2", LATER)


def test_opening_a_docket_is_recorded_once(desk: Desk):
    row = docket(desk, "so-gddt")
    see(desk, row.id, LATER)
    see(desk, row.id, LATER)
    assert [f.kind for f in facts(desk)] == [EntryKind.SEEN]


def test_a_lost_link_is_asked_for_once_a_day(desk: Desk):
    row = docket(desk, "so-gddt")
    asked = [ask_for_link(desk, row.id, f"ask-{i}", LATER) for i in range(3)]
    assert asked == [True, False, False]
    assert ask_for_link(desk, row.id, "ask-4", LATER + timedelta(days=1))


def test_an_answer_wakes_its_docket(desk: Desk):
    beat(desk, ISSUED)
    row = docket(desk, "so-gddt")
    soon = ISSUED + timedelta(hours=1)
    answer(desk, row.id, DONE, soon)
    assert docket(desk, "so-gddt").wake == soon
