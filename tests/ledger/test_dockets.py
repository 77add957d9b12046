from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from ledger import campaigns, dockets
from ledger.database import Ledger
from ledger.docket_rows import Settled
from ledger.errors import ConflictError, DuplicateKeyError, NotFoundError
from schemas.assignment import Counts, DocketKind

NOTHING = Counts(0, 0, 0, 0)
LATER = timedelta(days=7)


def test_a_docket_is_found_by_id_agency_and_token(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    with ledger.read() as tx:
        first = dockets.get(tx, season.ids[0])
        assert (first.agency, first.kind, first.token) == ("a0", "agency", "token0")
        assert (first.n, first.revision, first.wake, first.held) == (0, 0, now, "")
        assert dockets.find(tx, season.campaign, "a0") == first
        assert dockets.by_token(tx, "token0") == first
        assert dockets.of(tx, season.campaign)[0] == first
        group = dockets.find(tx, season.campaign, "open")
        assert group is not None
        assert (group.kind, group.group) == (DocketKind.GROUP, "open")


def test_what_is_not_there_is_not_found(ledger: Ledger, season: Any) -> None:
    with ledger.write() as tx:
        assert dockets.find(tx, season.campaign, "unknown") is None
        assert dockets.by_token(tx, "unknown") is None
        assert dockets.by_token(tx, "") is None
        for look in (dockets.get, dockets.lock):
            with pytest.raises(NotFoundError, match="no docket 999"):
                look(tx, 999)


@pytest.mark.parametrize(
    ("agency", "token"),
    [
        pytest.param("a0", "fresh", id="an agency has one docket in a campaign"),
        pytest.param("fresh", "token0", id="a token opens one docket"),
    ],
)
def test_nothing_is_given_twice(
    ledger: Ledger, season: Any, now: datetime, agency: str, token: str
) -> None:
    one = (agency, DocketKind.AGENCY, "", token)
    with pytest.raises(DuplicateKeyError), ledger.write() as tx:
        dockets.add(tx, season.campaign, [one], now)
    with ledger.read() as tx:
        assert len(dockets.of(tx, season.campaign)) == 7


def test_a_new_token_replaces_the_old_one(ledger: Ledger, season: Any) -> None:
    with ledger.write() as tx:
        dockets.rotate(tx, season.ids[0], "new")
    with ledger.read() as tx:
        assert dockets.by_token(tx, "token0") is None
        found = dockets.by_token(tx, "new")
        assert found is not None
        assert found.id == season.ids[0]


def test_settling_records_number_revision_wake_and_counts(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    first, second = season.ids[:2]
    with ledger.write() as tx:
        dockets.settle(
            tx,
            [
                Settled(second, 0, 1, 1, None, NOTHING),
                Settled(first, 0, 3, 2, now + LATER, Counts(4, 3, 2, 1)),
            ],
        )
        dockets.settle(tx, [])
    with ledger.read() as tx:
        row = dockets.get(tx, first)
        assert (row.n, row.revision, row.wake) == (3, 2, now + LATER)
        assert (row.expected, row.confirmed, row.fulfilled, row.overdue) == (4, 3, 2, 1)
        assert dockets.get(tx, second).wake is None


def test_a_docket_that_moved_on_is_not_settled_nor_are_the_others(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    first, second = season.ids[:2]
    with ledger.write() as tx:
        dockets.advance(tx, first, 1, now)
    with (
        pytest.raises(ConflictError, match="1 of 2 dockets have moved on"),
        ledger.write() as tx,
    ):
        dockets.settle(
            tx,
            [Settled(id_, 0, 5, 1, None, NOTHING) for id_ in (first, second)],
        )
    with ledger.read() as tx:
        assert [dockets.get(tx, id_).n for id_ in (first, second)] == [1, 0]


def test_an_answer_advances_and_wakes_but_never_goes_back(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        dockets.settle(tx, [Settled(docket, 0, 2, 1, now + LATER, NOTHING)])
        dockets.advance(tx, docket, 3, None)
        assert dockets.get(tx, docket).wake == now + LATER
        dockets.advance(tx, docket, 4, now)
        assert dockets.get(tx, docket)[6:9] == (4, 1, now)
        with pytest.raises(ConflictError, match="has moved on"):
            dockets.advance(tx, docket, 4, now)


@pytest.mark.parametrize(
    ("before", "asked", "after"),
    [
        pytest.param(None, 1, 1, id="a sleeping docket wakes when it is asked to"),
        pytest.param(5, 1, 1, id="an earlier moment wins"),
        pytest.param(1, 5, 1, id="a later moment postpones nothing"),
    ],
)
def test_waking(
    ledger: Ledger,
    season: Any,
    now: datetime,
    before: int | None,
    asked: int,
    after: int,
) -> None:
    def day(number: int | None) -> datetime | None:
        return None if number is None else now + timedelta(days=number)

    docket = season.ids[0]
    with ledger.write() as tx:
        dockets.settle(tx, [Settled(docket, 0, 1, 1, day(before), NOTHING)])
        dockets.wake(tx, docket, now + timedelta(days=asked))
        assert dockets.get(tx, docket).wake == day(after)


def test_a_held_docket_takes_answers_and_sleeps_until_released(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        campaigns.put_plan(tx, season.campaign, 1, "plan")
        dockets.hold(tx, docket, "cannot be settled")
        dockets.wake(tx, docket, now)
        dockets.advance(tx, docket, 1, now)
        dockets.settle(tx, [Settled(docket, 1, 2, 0, now, NOTHING)])
        row = dockets.get(tx, docket)
        assert (row.n, row.wake, row.held) == (2, None, "cannot be settled")
        assert docket not in [row.id for row in dockets.lock_due(tx, now)]
        assert dockets.count_due(tx, now) == 6
        dockets.release(tx, docket, now)
        dockets.release(tx, season.ids[1], now + LATER)
        assert dockets.get(tx, docket)[8:] == (now, 0, 0, 0, 0, "")
        assert dockets.get(tx, season.ids[1]).wake == now


def test_next_wake_is_the_earliest_of_all(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    with ledger.write() as tx:
        for days, docket in enumerate([*season.ids, season.office], start=1):
            wake = now + timedelta(days=days)
            dockets.settle(tx, [Settled(docket, 0, 1, 0, wake, NOTHING)])
        assert dockets.next_wake(tx) == now + timedelta(days=1)


def test_nothing_wakes_in_an_empty_ledger(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        assert dockets.next_wake(tx) is None
        assert dockets.count_due(tx, now) == 0
        assert dockets.lock_due(tx, now) == []


def test_dockets_of_thousands_are_added_at_once(
    ledger: Ledger, now: datetime, season: Any
) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "viet-nam-2027")
        xa = ((f"xa-{i}", DocketKind.AGENCY, "", f"x{i}") for i in range(3321))
        dockets.add(tx, campaign, xa, None)
        assert len({row.id for row in dockets.of(tx, campaign)}) == 3321


def test_locking_waits_for_the_writer_before(
    ledger: Ledger, season: Any, run_beside: Callable
) -> None:
    docket = season.ids[0]

    def read_locked() -> int:
        with ledger.write() as tx:
            return dockets.lock(tx, docket).n

    with ledger.write() as tx:
        dockets.lock(tx, docket)
        beside = run_beside(read_locked)
        dockets.advance(tx, docket, 1, None)
    assert beside.result() == 1


def test_dockets_come_page_by_page(ledger: Ledger, season: Any) -> None:
    with ledger.read() as tx:
        every = dockets.of(tx, season.campaign)
        first = dockets.page(tx, season.campaign, 0, 3)
        rest = dockets.page(tx, season.campaign, first[-1].id, 100)
        assert [*first, *rest] == every
        assert dockets.page(tx, season.campaign, every[-1].id, 3) == []
        assert dockets.page(tx, season.campaign + 1, 0, 3) == []
