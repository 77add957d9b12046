"""A share of the letters that are due, sent in turn, within their lease."""

from datetime import datetime, timedelta

import pytest

from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import BATCH, LEASE
from desk.letters.share import letters_due, send_share
from desk.mail.outcome import Outcome, Verdict
from ledger import letters
from schemas.letter import LetterState
from tests.desk.desks import ISSUED, Post, issued


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    beat(desk, ISSUED)
    return desk


def clock() -> datetime:
    return ISSUED


def states(desk: Desk) -> dict[LetterState, int]:
    with desk.ledger.read() as tx:
        return letters.counts(tx, 1)


def test_a_share_ends_with_the_batch_that_fills_it(desk: Desk) -> None:
    due = letters_due(desk, ISSUED)
    assert due > 1
    post = Post()
    done = send_share(desk, post, clock, at_most=1)
    assert done == (min(due, BATCH), 0, None)
    assert len(post.sent) == done.tried
    assert letters_due(desk, ISSUED) == due - done.tried


def test_two_shares_send_each_letter_once(desk: Desk) -> None:
    due, post = letters_due(desk, ISSUED), Post()
    done = [send_share(desk, post, clock, at_most=500) for _ in range(2)]
    assert [one.tried for one in done] == [due, 0]
    assert len({message for _, message in post.sent}) == due


def test_a_server_that_takes_nothing_ends_the_share(desk: Desk) -> None:
    down = Outcome(Verdict.NOT_SENT, "down")
    due, post = letters_due(desk, ISSUED), Post(down)
    assert send_share(desk, post, clock, at_most=500) == (1, 0, down)
    assert len(post.sent) == 1
    assert states(desk) == {LetterState.QUEUED: due}


def test_what_a_slow_server_left_is_put_back_before_its_lease_ends(desk: Desk) -> None:
    due, post = letters_due(desk, ISSUED), Post()
    ticks = iter(range(10_000))

    def slow() -> datetime:
        return ISSUED + next(ticks) * timedelta(minutes=2)

    done = send_share(desk, post, slow, at_most=500)
    assert (done.tried, done.slow, done.stuck) == (4, due - 4, None)
    assert len(post.sent) == 4
    later = ISSUED + LEASE
    assert states(desk) == {LetterState.SENT: 4, LetterState.QUEUED: due - 4}
    assert send_share(desk, post, lambda: later, at_most=500).tried == due - 4
    assert len({message for _, message in post.sent}) == due == len(post.sent)
