from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ledger import signals
from ledger.database import Ledger
from schemas.action import Signal
from schemas.entry import EntryKind


def _signal(number: int) -> Signal:
    return Signal(EntryKind.RAISED, f"overdue:{number}", "1.1", "escalate-3")


def test_signals_are_taken_once_in_the_order_they_were_put(
    ledger: Ledger, season: Any
) -> None:
    with ledger.write() as tx:
        signals.put(tx, season.campaign, [(f"a{i}", _signal(i)) for i in range(7)])
        signals.put(tx, season.campaign, [])
    with ledger.write() as tx:
        first = signals.take(tx, limit=4)
    with ledger.write() as tx:
        rest = signals.take(tx)
        assert signals.take(tx) == []
    expected = [(season.campaign, f"a{i}", _signal(i)) for i in range(7)]
    assert [*first, *rest] == expected


def test_a_taker_that_fails_leaves_them_all(ledger: Ledger, season: Any) -> None:
    with ledger.write() as tx:
        signals.put(tx, season.campaign, [("a1", _signal(1))])

    def fail() -> None:
        with ledger.write() as tx:
            assert signals.take(tx)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    with ledger.write() as tx:
        assert signals.take(tx) == [(season.campaign, "a1", _signal(1))]


def test_two_takers_share_nothing_and_leave_nothing(
    ledger: Ledger, season: Any
) -> None:
    with ledger.write() as tx:
        signals.put(tx, season.campaign, [(f"a{i}", _signal(i)) for i in range(200)])

    def take_all(_: int) -> list[str]:
        taken: list[str] = []
        while True:
            with ledger.write() as tx:
                some = signals.take(tx, limit=7)
            if not some:
                return taken
            numbers = [int(agency[1:]) for _, agency, _ in some]
            assert numbers == sorted(numbers)
            taken += [agency for _, agency, _ in some]

    with ThreadPoolExecutor(4) as pool:
        taken = [one for each in pool.map(take_all, range(4)) for one in each]
    assert sorted(taken) == sorted(f"a{i}" for i in range(200))
