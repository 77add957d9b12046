from dataclasses import replace
from datetime import date

import pytest

from rules.answer_times import Answered, Times, answered, prompt, times
from rules.docket import Docket
from rules.keys import ASSIGN, step_key
from schemas.assignment import DocketKind, Handover
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind
from tests.rules.season import CLOCKS, DAYS, TERMS, at, owes

LAST = date(2024, 6, 14)  # a Friday
CLOSE = at(31, 7)
DUTY = owes("1.1", LAST)


def docket(*facts: Entry, owed: tuple = (DUTY,)) -> Docket:
    return Docket("school", DocketKind.AGENCY, owed, facts, TERMS)


def fact(n: int, kind: EntryKind, moment, duty: str = "1.1") -> Entry:
    return Entry(n, moment, kind, duty)


def told(n: int) -> Entry:
    key = step_key(ASSIGN, DUTY)
    return Entry(n, at(6, 5), EntryKind.PERFORMED, "1.1", ASSIGN, key=key)


@pytest.mark.parametrize(
    ("done", "left", "in_time"),
    [
        (at(12, 6), 2, True),
        (at(14, 6, 23, 59), 0, True),
        (at(15, 6, 0), -1, False),  # a Saturday: no working day has passed
        (at(18, 6), -2, False),
        (None, None, False),
    ],
)
def test_a_duty_is_told_by_the_working_days_left(done, left, in_time: bool):
    facts = () if done is None else (fact(1, EntryKind.FULFILLED, done),)
    (one,) = answered(docket(*facts), CLOSE, DAYS)
    assert one == Answered("1.1", DutyKind.WORK, left)
    assert one.in_time is in_time


def test_what_is_not_over_does_not_bind_or_is_not_theirs_does_not_count():
    early = docket(fact(1, EntryKind.FULFILLED, at(3, 6)))
    assert answered(early, at(14, 6), DAYS) == ()
    proposed = docket(owed=(owes("1.1", LAST, binding=False),))
    assert answered(proposed, CLOSE, DAYS) == ()
    declined = docket(fact(1, EntryKind.DECLINED, at(3, 6)))
    assert answered(declined, CLOSE, DAYS) == ()
    accepted = docket(
        fact(1, EntryKind.DECLINED, at(3, 6)), fact(2, EntryKind.ACCEPTED, at(4, 6))
    )
    assert answered(accepted, CLOSE, DAYS) == ()
    waiting = DUTY._replace(awaits=(Handover("other", "9.9"),))
    assert answered(docket(owed=(waiting,)), CLOSE, DAYS) == ()


def test_a_season_of_an_agency_in_figures():
    report = owes("report", date(2024, 7, 19))._replace(kind=DutyKind.REPORT)
    owed = (DUTY, owes("1.2", LAST), owes("1.3", LAST), report)
    answers = (
        fact(2, EntryKind.CONFIRMED, at(8, 5)),
        fact(3, EntryKind.FULFILLED, at(14, 6)),
        fact(4, EntryKind.FULFILLED, at(17, 6), "1.2"),
        fact(5, EntryKind.REPORTED, at(18, 7), "report"),
    )
    assert times(docket(told(1), *answers, owed=owed), CLOSE, DAYS) == Times(
        received=2, due=4, in_time=2, never=1, report=1
    )
    unasked = times(docket(*answers, owed=owed), CLOSE, DAYS)
    assert unasked.received == 0, "who answered unasked did so at once"
    assert times(docket(told(1), owed=owed), CLOSE, DAYS) == Times(
        received=None, due=4, in_time=0, never=4, report=None
    )


@pytest.mark.parametrize(
    ("answer", "now", "is_prompt"),
    [
        (at(8, 5), at(8, 5, 9), True),
        (at(8, 5, 23), at(31, 7), True),
        (at(9, 5), at(9, 5), False),  # the third working day: receipt is asked for
        (None, at(8, 5, 23), None),
        (None, at(9, 5), False),
    ],
)
def test_who_answers_before_receipt_is_asked_for_is_prompt(answer, now, is_prompt):
    facts = () if answer is None else (fact(2, EntryKind.CONFIRMED, answer),)
    one = replace(docket(told(1), *facts), terms=CLOCKS)
    assert prompt(one, now, DAYS) is is_prompt


def test_nobody_is_blamed_for_letters_that_were_not_read_or_asked_nothing():
    silent = replace(docket(), terms=CLOCKS)
    assert prompt(silent, CLOSE, DAYS) is None
    bounced = Entry(2, at(6, 5), EntryKind.UNDELIVERED, step="1")
    assert prompt(replace(docket(told(1), bounced), terms=CLOCKS), CLOSE, DAYS) is None
    assert prompt(docket(told(1)), CLOSE, DAYS) is None, "this policy asks for none"
