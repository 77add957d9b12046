"""When a claimed letter may leave, and what it still asks."""

from datetime import date, datetime

import pytest

from calendars.deadlines import last_instant
from rules.claim import is_stale, leaves, next_day, still_asks
from rules.fold import stand
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, Letter, LetterClass, LetterKind
from tests.rules.season import DAYS, TERMS, at, owes

NOTICE, ANSWER = LetterClass.NOTICE, LetterClass.ANSWER


def letter(kept: LetterClass = NOTICE, not_after: datetime | None = None) -> Letter:
    queued = at(7, 6)
    kind = LetterKind.REMIND
    return Letter(
        1, 1, "key", kind, kept, "contact", (), (), None, queued, not_after, queued
    )


@pytest.mark.parametrize(
    ("kept", "now", "leaves_at"),
    [
        pytest.param(NOTICE, at(7, 6, 9), at(7, 6, 9), id="a notice in letter hours"),
        pytest.param(NOTICE, at(7, 6, 12), at(7, 6, 14), id="a notice at noon"),
        pytest.param(NOTICE, at(7, 6, 16, 55), at(10, 6), id="a notice on Friday"),
        pytest.param(NOTICE, at(8, 6, 8), at(10, 6), id="a notice on Saturday"),
        pytest.param(NOTICE, at(10, 6, 3), at(10, 6), id="a notice at night"),
        pytest.param(ANSWER, at(7, 6, 16, 55), at(7, 6, 16, 55), id="an answer"),
        pytest.param(ANSWER, at(7, 6, 17), at(10, 6, 7, 30), id="an answer at night"),
        pytest.param(
            ANSWER,
            at(2, 9, 8),
            at(4, 9, 7, 30),
            id="an answer on a holiday",
        ),
    ],
)
def test_a_letter_leaves_in_the_hours_of_its_class(
    kept: LetterClass, now: datetime, leaves_at: datetime
):
    assert leaves(letter(kept), TERMS, now) == leaves_at


def test_a_letter_is_stale_from_its_end_on_and_one_without_an_end_never():
    end = last_instant(date(2024, 6, 7))
    assert not is_stale(letter(not_after=end), at(7, 6, 23, 59))
    assert is_stale(letter(not_after=end), end)
    assert not is_stale(letter(), at(31, 12))


@pytest.mark.parametrize(
    ("last", "goes_first"),
    [
        pytest.param(date(2024, 6, 7), True, id="today, a Friday"),
        pytest.param(date(2024, 6, 9), True, id="the Sunday before the next opening"),
        pytest.param(date(2024, 6, 10), False, id="the next working day"),
    ],
)
def test_what_is_stale_before_the_next_working_day_goes_first(
    last: date, goes_first: bool
):
    soon = next_day(DAYS, at(7, 6, 9))
    assert is_stale(letter(not_after=last_instant(last)), soon) is goes_first


BOUNCED = Entry(1, at(20, 7), EntryKind.UNDELIVERED, step="1")
CORRECTED = Entry(2, at(21, 7), EntryKind.CORRECTED)


@pytest.mark.parametrize(
    ("facts", "silent", "asks"),
    [
        pytest.param((), False, True, id="late"),
        pytest.param((BOUNCED,), False, False, id="late, but not reached"),
        pytest.param((BOUNCED, CORRECTED), False, True, id="reached again"),
        pytest.param((), True, False, id="in a silence"),
    ],
)
def test_a_superior_reads_only_of_agencies_that_were_written_to(
    facts: tuple[Entry, ...], silent: bool, asks: bool
):
    item = Item("digest:x", LetterKind.DIGEST, "1.1", "superior:ong-b", "so-y-te")
    standing, queued = stand(facts), at(22, 7)
    assert still_asks(item, standing, owes(), queued, queued, silent=silent) is asks
