"""Whether a machine's clock can be right, beside what the ledger knows."""

from datetime import timedelta

import pytest

from desk.answer import Answer, answer
from desk.clock import ahead
from rules.clock import BEHIND
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, docket, issued, started

NEWEST = ISSUED + timedelta(days=3)
CONFIRMED = Answer(EntryKind.CONFIRMED, ("2.1",), CLERK, "act")


@pytest.mark.parametrize(
    ("since", "behind"),
    [
        (timedelta(0), False),
        (timedelta(days=400), False),
        (-BEHIND, False),
        (-BEHIND - timedelta(seconds=1), True),
        (-timedelta(days=400), True),
    ],
)
def test_a_clock_is_behind_the_newest_fact_or_it_is_not(
    address: str, since: timedelta, behind: bool
):
    desk = issued(address)
    answer(desk, docket(desk, "so-gddt").id, CONFIRMED, NEWEST)
    assert ahead(desk, NEWEST + since) == (NEWEST if behind else None)


def test_a_docket_that_goes_on_by_a_clock_set_right_is_ahead_no_more():
    desk = issued()
    row = docket(desk, "so-gddt").id
    answer(desk, row, CONFIRMED, NEWEST)
    done = Answer(EntryKind.FULFILLED, ("2.1",), CLERK, "done")
    answer(desk, row, done, ISSUED)
    assert ahead(desk, ISSUED) is None


def test_without_a_fact_ahead_no_clock_is_behind():
    assert ahead(started(), ISSUED) is None
