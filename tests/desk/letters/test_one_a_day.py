"""One notice a working day for each mailbox, whoever writes to it."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from calendars.deadlines import last_instant
from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import claim, put_back
from desk.letters.deliver import send
from desk.links import drawn
from desk.plans.read import read_plan
from desk.start import find, sign_off, start
from ledger import letters
from schemas.letter import LetterClass, LetterKind, LetterState
from tests.desk.desks import ISSUED, NAME, SIGNING, Post, issued

SECOND = "lai-chau-2024-hai"
TOMORROW = ISSUED + timedelta(days=1)


@pytest.fixture
def both() -> Desk:
    """Two campaigns of one province, whose agencies are the same."""
    desk = issued()
    plan, roster = read_plan(NAME, desk.days).require()
    second = plan.model_copy(update={"id": SECOND})
    assert start(desk, second, roster, ISSUED, drawn("office-2"))
    sign_off(desk, SECOND, SIGNING, ISSUED, drawn("links-2"))
    return desk


def sent(desk: Desk, now: datetime) -> Counter[str]:
    """Deliver what can be sent at `now`; return the notices by mailbox."""
    seen: Counter[str] = Counter()
    while ready := claim(desk, now):
        for one in ready:
            send(desk, Post(), one, now)
            if one.letter.letter_class is LetterClass.NOTICE:
                seen[one.composed.to] += 1
    return seen


def test_two_campaigns_write_to_a_mailbox_on_two_days(both: Desk):
    beat(both, ISSUED)
    first = sent(both, ISSUED)
    assert len(first) == 23
    assert set(first.values()) == {1}
    assert sent(both, ISSUED + timedelta(hours=1)) == Counter()
    second = sent(both, TOMORROW)
    assert second == first


def test_the_office_reads_of_each_campaign_every_morning(both: Desk):
    beat(both, ISSUED)
    sent(both, ISSUED)
    beat(both, TOMORROW)
    lists = [
        one for one in claim(both, TOMORROW) if one.letter.kind is LetterKind.MORNING
    ]
    assert len(lists) == 2


def test_a_notice_that_waited_for_the_server_leaves_the_next_one_to_another_day():
    desk = issued()
    beat(desk, ISSUED)
    down = claim(desk, ISSUED)
    put_back(desk, down, ISSUED + timedelta(days=1))
    for days in range(1, 25):
        beat(desk, ISSUED + timedelta(days=days))
    assert set(sent(desk, ISSUED + timedelta(days=24)).values()) == {1}


def test_a_letter_sent_again_keeps_the_day_it_has():
    desk = issued()
    beat(desk, ISSUED)
    ready = claim(desk, ISSUED)
    put_back(desk, ready, ISSUED)
    again = claim(desk, ISSUED + timedelta(minutes=10))
    assert [one.letter.key for one in again] == [one.letter.key for one in ready]


def ends_today(desk: Desk, *campaigns: int) -> None:
    """Let what these campaigns have queued be of no use tomorrow."""
    until = int(last_instant(ISSUED.date()).timestamp())
    with desk.ledger.write() as tx:
        tx.run(
            "UPDATE letters SET not_after = ? WHERE docket IN "
            "(SELECT id FROM dockets WHERE campaign = ANY(?))",
            until,
            list(campaigns),
        )


def states(desk: Desk, name: str) -> Counter[tuple[LetterState, str]]:
    """Return how a campaign's letters to agencies stand, and why."""
    with desk.ledger.read() as tx:
        every = letters.of_campaign(tx, find(tx, name).id)
    return Counter((one.state, one.outcome) for one in every if one.to == "contact")


def test_of_two_notices_for_a_mailbox_that_of_the_last_day_goes_first(both: Desk):
    beat(both, ISSUED)
    ends_today(both, 2)
    assert set(sent(both, ISSUED).values()) == {1}
    assert set(states(both, SECOND)) == {(LetterState.SENT, "")}
    assert set(states(both, NAME)) == {(LetterState.QUEUED, "")}
    assert set(sent(both, TOMORROW).values()) == {1}
    assert set(states(both, NAME)) == {(LetterState.SENT, "")}


def test_of_two_that_end_today_the_second_is_dropped_and_says_why(both: Desk):
    beat(both, ISSUED)
    ends_today(both, 1, 2)
    sent(both, ISSUED)
    taken = "its mailbox had another notice on its last day"
    assert set(states(both, NAME)) == {(LetterState.SENT, "")}
    assert set(states(both, SECOND)) == {(LetterState.STALE, taken)}
