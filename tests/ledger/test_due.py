from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from ledger import campaigns, dockets
from ledger.database import Ledger
from ledger.docket_rows import DocketRow, Settled
from ledger.transaction import Transaction
from schemas.assignment import Counts, DocketKind

NOTHING = Counts(0, 0, 0, 0)


def _sleep(tx: Transaction, row: DocketRow, wake: datetime | None) -> None:
    dockets.settle(tx, [Settled(row.id, row.n, row.n + 1, 1, wake, NOTHING)])


def _names(rows: list[DocketRow]) -> list[str]:
    return [row.agency for row in rows]


@pytest.fixture
def settled(ledger: Ledger, season: Any, now: datetime) -> Any:
    """Revision 1: a0 woke two days ago, a1 one; a2 wakes tomorrow, others never."""
    wakes = {"a0": -2, "a1": -1, "a2": 1}
    with ledger.write() as tx:
        campaigns.put_plan(tx, season.campaign, 1, "plan")
        for row in dockets.of(tx, season.campaign):
            days = wakes.get(row.agency)
            _sleep(tx, row, None if days is None else now + timedelta(days=days))
    return season


def test_due_is_what_has_woken_the_earliest_first(
    ledger: Ledger, settled: Any, now: datetime
) -> None:
    with ledger.write() as tx:
        assert dockets.count_due(tx, now) == 2
        assert _names(dockets.lock_due(tx, now)) == ["a0", "a1"]
        assert _names(dockets.lock_due(tx, now, limit=1)) == ["a0"]


def test_a_docket_is_due_in_the_second_of_its_wake(
    ledger: Ledger, settled: Any, now: datetime
) -> None:
    wake = now + timedelta(days=1)
    with ledger.write() as tx:
        assert "a2" not in _names(dockets.lock_due(tx, wake - timedelta(seconds=1)))
        assert "a2" in _names(dockets.lock_due(tx, wake))


def test_an_amendment_makes_every_docket_due_the_woken_first(
    ledger: Ledger, settled: Any, now: datetime
) -> None:
    with ledger.write() as tx:
        campaigns.put_plan(tx, settled.campaign, 2, "amended")
        assert dockets.count_due(tx, now) == 7
        assert dockets.count_due(tx, now, [DocketKind.OFFICE]) == 1
        due = _names(dockets.lock_due(tx, now))
        assert due[:2] == ["a0", "a1"]
        assert sorted(due[2:]) == ["a2", "a3", "a4", "open"]
        assert _names(dockets.lock_due(tx, now, limit=2)) == ["a0", "a1"]
        assert len(dockets.lock_due(tx, now, limit=4)) == 4


def test_another_campaigns_amendment_wakes_nobody(
    ledger: Ledger, settled: Any, now: datetime
) -> None:
    with ledger.write() as tx:
        other = campaigns.add(tx, "dong-dang-2024")
        campaigns.put_plan(tx, other, 9, "plan")
        assert dockets.count_due(tx, now) == 2


def test_the_offices_docket_is_locked_when_asked_for(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    with ledger.write() as tx:
        assert "office" not in _names(dockets.lock_due(tx, now))
        office = dockets.lock_due(tx, now, kinds=[DocketKind.OFFICE])
        assert _names(office) == ["office"]


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_what_one_beat_has_locked_another_steps_over(
    ledger: Ledger, now: datetime
) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        names = [(f"a{i}", DocketKind.AGENCY, "", "") for i in range(6)]
        dockets.add(tx, campaign, names[:3], now)
        dockets.add(tx, campaign, names[3:], None)
        campaigns.put_plan(tx, campaign, 1, "plan")
    with ledger.write() as one, ledger.write() as two, ledger.write() as three:
        locked = [
            _names(dockets.lock_due(tx, now, limit))
            for tx, limit in ((one, 2), (two, 2), (three, 5))
        ]
    assert [len(each) for each in locked] == [2, 2, 2]
    assert {name for each in locked for name in each} == {name for name, *_ in names}


def test_beats_side_by_side_settle_each_docket_once(
    ledger: Ledger, now: datetime
) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        campaigns.put_plan(tx, campaign, 1, "plan")
        names = [(f"a{i}", DocketKind.AGENCY, "", "") for i in range(200)]
        dockets.add(tx, campaign, names, now)

    def beat(_: int) -> list[str]:
        visited: list[str] = []
        while True:
            with ledger.write() as tx:
                rows = dockets.lock_due(tx, now, limit=9)
                for row in rows:
                    _sleep(tx, row, None)
            if not rows:
                return visited
            visited += _names(rows)

    with ThreadPoolExecutor(4) as pool:
        visited = [name for each in pool.map(beat, range(4)) for name in each]
    assert sorted(visited) == sorted(name for name, *_ in names)
