from datetime import datetime

import pytest

from rules.fold import stand
from rules.status import count, status
from schemas.assignment import Counts
from schemas.entry import Entry, EntryKind
from schemas.status import Status
from tests.rules.season import at, owes

ASSIGNED = Entry(1, at(6, 5), EntryKind.PERFORMED, "1.1", "assign", key="assign:1.1:r1")
CONFIRMED = Entry(2, at(7, 5), EntryKind.CONFIRMED, "1.1")
PROGRESSED = Entry(3, at(8, 5), EntryKind.PROGRESSED, "1.1")
IN_TIME = Entry(4, at(19, 7, 23, 59), EntryKind.FULFILLED, "1.1")
LATE = Entry(4, at(20, 7, 0), EntryKind.FULFILLED, "1.1")
EARLY, REMINDED, OVERDUE = at(9, 5), at(10, 7), at(20, 7, 0)


@pytest.mark.parametrize(
    ("facts", "now", "expected"),
    [
        pytest.param((), EARLY, Status.UNASSIGNED, id="nobody was told yet"),
        pytest.param((ASSIGNED,), EARLY, Status.AWAITING, id="told, no answer"),
        pytest.param((ASSIGNED, CONFIRMED), EARLY, Status.CONFIRMED, id="received"),
        pytest.param((PROGRESSED,), EARLY, Status.IN_PROGRESS, id="at work"),
        pytest.param((CONFIRMED,), REMINDED, Status.DUE_SOON, id="time to remind"),
        pytest.param((ASSIGNED,), REMINDED, Status.AWAITING, id="silent, reminded"),
        pytest.param((PROGRESSED,), OVERDUE, Status.OVERDUE, id="its day has passed"),
        pytest.param((IN_TIME,), OVERDUE, Status.DONE, id="in its last minute"),
        pytest.param((LATE,), OVERDUE, Status.DONE_LATE, id="a minute after"),
    ],
)
def test_a_duty_stands_where_its_facts_and_the_clock_say(
    facts: tuple[Entry, ...], now: datetime, expected: Status
):
    assert status(owes("1.1"), stand(facts), now) is expected


@pytest.mark.parametrize("now", [REMINDED, OVERDUE])
def test_a_proposed_date_nobody_confirmed_is_neither_near_nor_past(now: datetime):
    proposed = owes("1.1", binding=False)
    assert status(proposed, stand((CONFIRMED,)), now) is Status.CONFIRMED
    assert count((proposed,), stand((CONFIRMED,)), now) == Counts(1, 1, 0, 0)


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        pytest.param((), Counts(1, 0, 0, 1), id="silent"),
        pytest.param((CONFIRMED,), Counts(1, 1, 0, 1), id="received only"),
        pytest.param((LATE,), Counts(1, 1, 1, 0), id="done, so received too"),
    ],
)
def test_a_docket_is_counted_as_of_now(facts: tuple[Entry, ...], counts: Counts):
    assert count((owes("1.1"),), stand(facts), OVERDUE) == counts
