"""A letter leaves in its hours only, however long it had to wait for the server."""

from datetime import date, datetime, timedelta

import pytest

from calendars.deadlines import last_instant
from desk.answer import Answer, answer
from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import Ready, claim, put_back
from desk.letters.deliver import send
from ledger import letters
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.letter import Letter, LetterKind, LetterState
from tests.desk.desks import CLERK, ISSUED, Dying, Post, docket, issued

WHO = "so-gddt"
FRIDAY = datetime(2024, 5, 10, 8, tzinfo=VN)
MONDAY = FRIDAY + timedelta(days=3)
BEFORE_THE_END = datetime(2024, 5, 10, 15, 59, tzinfo=VN)


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    beat(desk, ISSUED)
    return desk


def of(desk: Desk, now: datetime) -> list[Ready]:
    return [one for one in claim(desk, now) if one.composed.agency == WHO]


def kept(desk: Desk, n: int = 0) -> Letter:
    row = docket(desk, WHO)
    with desk.ledger.read() as tx:
        return letters.of_docket(tx, row.id)[n]


def ends(desk: Desk, last: date) -> None:
    """Let the first letter be stale after a day."""
    until = int(last_instant(last).timestamp())
    with desk.ledger.write() as tx:
        tx.run("UPDATE letters SET not_after = ?", until)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(FRIDAY.replace(hour=16, minute=55), id="after letter hours"),
        pytest.param(FRIDAY + timedelta(days=1), id="on Saturday"),
        pytest.param(MONDAY.replace(hour=3), id="at night"),
    ],
)
def test_a_notice_put_back_waits_for_the_next_letter_hours(desk: Desk, now: datetime):
    put_back(desk, claim(desk, ISSUED), now)
    assert claim(desk, now + timedelta(minutes=10)) == []
    waiting = kept(desk)
    assert (waiting.state, waiting.due) == (LetterState.QUEUED, MONDAY)
    assert waiting.attempts == 0
    (one,) = of(desk, MONDAY)
    assert send(desk, Post(), one, MONDAY).state is LetterState.SENT


def test_an_attempt_that_may_have_arrived_is_still_counted_after_the_wait(desk: Desk):
    (one,) = of(desk, BEFORE_THE_END)
    with pytest.raises(KeyboardInterrupt):
        send(desk, Dying(), one, BEFORE_THE_END)
    assert claim(desk, FRIDAY.replace(hour=17)) == []
    assert kept(desk).attempts == 1


def test_an_answer_waits_for_working_hours(desk: Desk):
    row = docket(desk, WHO)
    given = Answer(EntryKind.CONFIRMED, ("2.1",), CLERK, "act")
    answer(desk, row.id, given, FRIDAY)
    beat(desk, FRIDAY)
    put_back(desk, claim(desk, FRIDAY), FRIDAY.replace(hour=16, minute=40))
    (receipt,) = of(desk, FRIDAY.replace(hour=16, minute=50))
    assert receipt.letter.kind is LetterKind.RECEIPT
    put_back(desk, [receipt], FRIDAY.replace(hour=16, minute=55))
    assert claim(desk, FRIDAY.replace(hour=17, minute=5)) == []
    opened = MONDAY.replace(hour=7, minute=30)
    assert [one.letter.kind for one in of(desk, opened)] == [LetterKind.RECEIPT]


def test_what_would_be_stale_by_its_next_hours_is_dropped_at_once_and_says_why(
    desk: Desk,
):
    ends(desk, date(2024, 5, 12))
    put_back(desk, claim(desk, ISSUED), BEFORE_THE_END)
    assert claim(desk, FRIDAY.replace(hour=16, minute=9)) == []
    dropped = kept(desk)
    assert (dropped.state, dropped.due) == (LetterState.STALE, None)
    assert dropped.outcome == "its last hours were over before it could leave"


def test_what_is_stale_on_the_next_working_day_is_claimed_first(desk: Desk):
    row = docket(desk, WHO)
    with desk.ledger.write() as tx:
        until = int(last_instant(FRIDAY.date()).timestamp())
        tx.run("UPDATE letters SET not_after = ? WHERE docket = ?", until, row.id)
    (first,) = claim(desk, FRIDAY, limit=1)
    assert first.composed.agency == WHO
