import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest

from ledger import letters
from ledger.database import Ledger
from ledger.errors import DuplicateKeyError, NotFoundError
from ledger.transaction import Transaction
from schemas.letter import (
    Invitation,
    Item,
    Letter,
    LetterClass,
    LetterKind,
    LetterState,
    Method,
)

LEASE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="a plain notice"),
        pytest.param(
            {
                "letter_class": LetterClass.ANSWER,
                "kind": LetterKind.RECEIPT,
                "to": "superior:pct",
                "copy_to": ("head", "recipient:ubnd"),
                "items": (),
            },
            id="an answer with copies and no item",
        ),
        pytest.param(
            {
                "items": (
                    Item("a", LetterKind.ASSIGN, "1.1"),
                    Item("b", LetterKind.DIGEST, 'vườn "trẻ"', "escalate-3", "xã-1"),
                )
            },
            id="a digest of several items",
        ),
        pytest.param(
            {
                "invitation": Invitation(
                    "day:2024-06-30", Method.REQUEST, 0, date(2024, 6, 30)
                )
            },
            id="an invitation to a day",
        ),
        pytest.param({"hour": 14}, id="an invitation to an hour, and not sent late"),
    ],
)
def test_a_letter_comes_back_as_it_was_queued(
    ledger: Ledger,
    season: Any,
    letter: Callable,
    now: datetime,
    changes: dict[str, Any],
) -> None:
    queued = letter(season.ids[0])
    if changes.get("hour"):
        starts = now.replace(hour=14)
        call = Invitation("call:1", Method.CANCEL, 2, starts.date(), starts, True)
        queued = queued._replace(invitation=call, not_after=now + timedelta(days=1))
    else:
        queued = queued._replace(**changes)
    with ledger.write() as tx:
        letters.queue(tx, [queued])
    with ledger.read() as tx:
        back = letters.get(tx, queued.docket, queued.n)
    assert back == queued
    assert [type(value) for value in back] == [type(value) for value in queued]


def test_letters_are_listed_by_docket_and_by_campaign(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    first, second = season.ids[:2]
    early = letter(second)._replace(queued=now - SECOND)
    with ledger.write() as tx:
        letters.queue(tx, [letter(first, 4), letter(first, 2), early])
        letters.queue(tx, [letter(first, n) for n in range(5, 25)])
    with ledger.read() as tx:
        numbers = [one.n for one in letters.of_docket(tx, first)]
        assert numbers == [2, *range(4, 25)]
        listed = letters.of_campaign(tx, season.campaign)
        assert listed[:2] == [early, letter(first, 2)]
        assert letters.of_campaign(tx, season.campaign + 1) == []
        with pytest.raises(NotFoundError, match="no letter 99"):
            letters.get(tx, first, 99)


def test_one_fact_queues_one_letter(
    ledger: Ledger, season: Any, letter: Callable
) -> None:
    with ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0])])
    with pytest.raises(DuplicateKeyError), ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0])])


def test_a_claim_takes_what_is_due_the_earliest_first(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    dues = [now, now - SECOND, now + SECOND, now - 2 * SECOND]
    queued = [letter(season.ids[0], n, due) for n, due in enumerate(dues, start=1)]
    with ledger.write() as tx:
        letters.queue(tx, queued)
        assert letters.next_due(tx) == now - 2 * SECOND
        claimed = letters.claim(tx, now, LEASE)
    assert [one.n for one in claimed] == [4, 2, 1]
    for one in claimed:
        assert (one.state, one.fence, one.due) == (LetterState.CLAIMED, 1, now + LEASE)
    with ledger.write() as tx:
        assert letters.get(tx, *claimed[0][:2]) == claimed[0]
        assert letters.claim(tx, now, LEASE) == []
        assert letters.next_due(tx) == now + SECOND


def test_a_claim_takes_first_what_is_stale_soon(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    ends = [None, now + 2 * SECOND, now + SECOND, now]
    queued = [
        letter(season.ids[0], n)._replace(not_after=end)
        for n, end in enumerate(ends, start=1)
    ]
    with ledger.write() as tx:
        letters.queue(tx, queued)
        first = letters.claim(tx, now, LEASE, limit=3, soon=now + SECOND)
        assert [one.n for one in first] == [3, 4, 1]
        rest = letters.claim(tx, now, LEASE, limit=3, soon=now + SECOND)
        assert [one.n for one in rest] == [2]


def test_a_claim_is_limited(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    with ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0], n) for n in range(1, 8)])
        assert len(letters.claim(tx, now, LEASE, limit=5)) == 5
        assert len(letters.claim(tx, now, LEASE, limit=5)) == 2


def test_a_lease_that_ended_is_claimed_again_and_fences_the_first_off(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    with ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0])])
        (first,) = letters.claim(tx, now, LEASE)
        assert letters.claim(tx, now + LEASE - SECOND, LEASE) == []
        (second,) = letters.claim(tx, now + LEASE, LEASE)
        assert second.fence == first.fence + 1
        assert not letters.record(tx, first, LetterState.SENT, attempts=1)
        assert letters.get(tx, *first[:2]) == second
        assert letters.record(tx, second, LetterState.SENT, attempts=1, outcome="250")
        sent = letters.get(tx, *first[:2])
        assert (sent.state, sent.due, sent.attempts) == (LetterState.SENT, None, 1)
        assert sent.outcome == "250"
        assert letters.claim(tx, now + timedelta(days=9), LEASE) == []


def test_an_outcome_is_recorded_once(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    with ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0])])
        assert not letters.record(tx, letter(season.ids[0]), LetterState.SENT)
        (claimed,) = letters.claim(tx, now, LEASE)
        assert letters.record(tx, claimed, LetterState.SENT)
        assert not letters.record(tx, claimed, LetterState.FAILED)
        assert letters.get(tx, *claimed[:2]).state is LetterState.SENT


def test_a_letter_put_back_is_claimed_when_it_is_due_again(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    with ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0])])
        (claimed,) = letters.claim(tx, now, LEASE)
        back = now + timedelta(hours=1)
        assert letters.record(
            tx, claimed, LetterState.QUEUED, due=back, attempts=1, outcome="451"
        )
        assert letters.next_due(tx) == back
        assert letters.claim(tx, back - SECOND, LEASE) == []
        (again,) = letters.claim(tx, back, LEASE)
        assert (again.fence, again.attempts, again.outcome) == (2, 1, "451")


def test_what_is_about_to_leave_counts_as_an_attempt_and_a_claim_does_not(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    with ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0])._replace(attempts=1)])
        (lost,) = letters.claim(tx, now, LEASE)
        (claimed,) = letters.claim(tx, now + LEASE, LEASE)
        assert not letters.begin(tx, lost), "its lease was lost"
        assert letters.get(tx, *claimed[:2]).attempts == 1
        assert letters.begin(tx, claimed)
        letters.record(tx, claimed, LetterState.HELD, outcome="unknown")
        assert letters.get(tx, *claimed[:2]).attempts == 2
        assert not letters.begin(tx, claimed), "it is held by now"


def test_a_claimed_letter_can_say_less_than_was_queued(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    items = tuple(Item(f"remind:1.{i}", LetterKind.REMIND) for i in range(3))
    event = Invitation("day:2024-06-30", Method.REQUEST, 0, date(2024, 6, 30))
    queued = letter(season.ids[0])._replace(items=items, invitation=event)
    with ledger.write() as tx:
        letters.queue(tx, [queued])
        (first,) = letters.claim(tx, now, LEASE)
        (second,) = letters.claim(tx, now + LEASE, LEASE)
        letters.narrow(tx, first._replace(items=()))
        assert letters.get(tx, *queued[:2]) == second
        less = second._replace(items=items[1:], invitation=None)
        letters.narrow(tx, less)
        assert letters.get(tx, *queued[:2]) == less


def test_a_letter_that_is_to_be_sent_has_its_moment(
    ledger: Ledger, season: Any, letter: Callable
) -> None:
    never = letter(season.ids[0])._replace(due=None)
    with (
        pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)),
        ledger.write() as tx,
    ):
        letters.queue(tx, [never])


def test_letters_are_counted_by_state(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    with ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0], n) for n in (1, 2, 3)])
        (one,) = letters.claim(tx, now, LEASE, limit=1)
        letters.record(tx, one, LetterState.STALE)
        assert letters.counts(tx, season.campaign) == {
            LetterState.QUEUED: 2,
            LetterState.STALE: 1,
        }
        assert letters.counts(tx, season.campaign + 1) == {}


def test_letters_of_some_kinds_are_counted_by_kind_and_state(
    ledger: Ledger, season: Any, letter: Callable
) -> None:
    kinds = (LetterKind.ASSIGN, LetterKind.ASSIGN, LetterKind.COPY, LetterKind.REMIND)
    with ledger.write() as tx:
        written = [
            letter(season.ids[0], n)._replace(kind=kind)
            for n, kind in enumerate(kinds, 1)
        ]
        letters.queue(tx, written)
        of_issue = (LetterKind.ASSIGN, LetterKind.COPY)
        assert letters.counted(tx, season.campaign, of_issue) == {
            (LetterKind.ASSIGN, LetterState.QUEUED): 2,
            (LetterKind.COPY, LetterState.QUEUED): 1,
        }
        assert letters.counted(tx, season.campaign + 1, of_issue) == {}


def _kept(tx: Transaction, one: Letter, message: bytes) -> bytes:
    return letters.keep_messages(tx, [(one, message)])[one.docket, one.n]


def test_the_message_that_may_have_arrived_is_the_one_to_send(
    ledger: Ledger, season: Any, letter: Callable
) -> None:
    one = letter(season.ids[0])
    first = b"Subject: =?utf-8?b?xJHDtG4=?=\r\n\r\n\x00\xff"
    with ledger.write() as tx:
        letters.queue(tx, [one])
        assert letters.message(tx, *one[:2]) is None
        assert _kept(tx, one, b"sooner") == b"sooner"
        assert _kept(tx, one, first) == first
        assert _kept(tx, one._replace(attempts=1), b"again") == first
        two = letter(season.ids[1])._replace(attempts=1)
        letters.queue(tx, [two])
        assert _kept(tx, two, b"whose message was lost") == b"whose message was lost"
    with ledger.read() as tx:
        assert letters.message(tx, *one[:2]) == first


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_claim_steps_over_what_another_is_claiming(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    with ledger.write() as tx:
        letters.queue(tx, [letter(season.ids[0], n) for n in (1, 2, 3)])
    with ledger.write() as one, ledger.write() as two:
        first = letters.claim(one, now, LEASE, limit=2)
        second = letters.claim(two, now, LEASE, limit=2)
    assert sorted(each.n for each in [*first, *second]) == [1, 2, 3]


def test_claimers_side_by_side_never_share_a_letter(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        letters.queue(tx, [letter(docket, n) for n in range(1, 301)])

    def send_all(_: int) -> list[Letter]:
        sent: list[Letter] = []
        while True:
            with ledger.write() as tx:
                claimed = letters.claim(tx, now, LEASE, limit=8)
            if not claimed:
                return sent
            for one in claimed:
                with ledger.write() as tx:
                    assert letters.record(tx, one, LetterState.SENT, attempts=1)
            sent += claimed

    with ThreadPoolExecutor(4) as pool:
        sent = [one for each in pool.map(send_all, range(4)) for one in each]
    assert sorted(one.n for one in sent) == list(range(1, 301))
    with ledger.read() as tx:
        assert letters.counts(tx, season.campaign) == {LetterState.SENT: 300}


def test_what_is_not_certainly_sent_is_given_up_and_its_claimer_fenced_off(
    ledger: Ledger, season: Any, letter: Callable, now: datetime
) -> None:
    docket = season.ids[0]
    head = letter(docket, 4)._replace(to="head")
    with ledger.write() as tx:
        letters.queue(tx, [letter(docket, 1), letter(docket, 2, now + SECOND), head])
        claimed = letters.claim(tx, now, LEASE)
        taken = next(one for one in claimed if one.n == 1)
        assert letters.give_up(tx, docket, taken.to, "moved") == [1, 2]
        assert not letters.record(tx, taken, LetterState.SENT)
        kept = {one.n: one.state for one in letters.of_docket(tx, docket)}
        assert letters.give_up(tx, docket, taken.to, "moved") == []
    assert kept == {
        1: LetterState.FAILED,
        2: LetterState.FAILED,
        4: LetterState.CLAIMED,
    }


def test_letters_are_read_for_many_dockets_at_once(
    ledger: Ledger, season: Any, letter: Callable
) -> None:
    one, other, none = season.ids[:3]
    queued = [letter(one), letter(other)]
    with ledger.write() as tx:
        letters.queue(tx, queued)
        found = letters.of_dockets(tx, [one, other, none])
    assert found == {one: queued[:1], other: queued[1:], none: []}
