from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest

from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.letters.claim import claim
from desk.letters.listing import Listed, listed
from desk.mail.outcome import Outcome, Refusal, Verdict
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import MailboxDownError, Rehearsal
from ledger import letters
from schemas.base import VN
from tests.desk.desks import Post

NAME, SEED = "dong-dang-2024", 3
UNTIL = datetime(2024, 6, 7, tzinfo=VN)
DOWN = Outcome(Verdict.NOT_SENT, "connection refused")
LOST = Outcome(Verdict.UNKNOWN, "connection lost")


def begun() -> tuple[Desk, Rehearsal]:
    desk = open_desk(":memory:", "", "http://campaign.example", seed=SEED)
    plan, roster = read_plan(NAME, desk.days).require()
    rehearsal = Rehearsal(desk, plan, SEED)
    rehearsal.begin()
    rehearsal.start(roster)
    return desk, rehearsal


def played(post: Post) -> list[Listed]:
    """Play, and go on each time the mailbox stopped it."""
    desk, rehearsal = begun()
    while True:
        try:
            list(rehearsal.play(UNTIL, post))
        except MailboxDownError:
            rehearsal.begin()
        else:
            return listed(desk, NAME)


class Hiccups(Post):
    """A mailbox that does not take every seventh letter it is given."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.calls: Iterator[int] = iter(range(1, 100_000))
        self.hiccup = outcome

    def __call__(
        self, sender: str, recipients: Sequence[str], message: bytes
    ) -> Outcome:
        if next(self.calls) % 7 == 0:
            return self.hiccup
        return super().__call__(sender, recipients, message)


@pytest.fixture(scope="module")
def undisturbed() -> list[Listed]:
    letters = played(Post())
    assert len(letters) > 30
    return letters


@pytest.mark.parametrize(
    "outcome",
    [DOWN, LOST, Outcome(Verdict.REFUSED, "452", (Refusal("a@b.example", 452, ""),))],
    ids=["down", "answer lost", "later"],
)
def test_a_mailbox_that_fails_at_times_changes_nothing_of_the_season(
    undisturbed: list[Listed], outcome: Outcome
):
    assert played(Hiccups(outcome)) == undisturbed


def test_a_rehearsal_killed_again_and_again_with_letters_in_hand_goes_on_at_its_moment(
    undisturbed: list[Listed],
):
    desk, rehearsal = begun()
    now = next(iter(rehearsal.moments(UNTIL)))
    beat(desk, now)
    for _ in range(5):
        assert claim(desk, now)
        rehearsal.begin()
        with desk.ledger.read() as tx:
            assert letters.next_due(tx) == now
    list(rehearsal.play(UNTIL, Post()))
    assert listed(desk, NAME) == undisturbed
