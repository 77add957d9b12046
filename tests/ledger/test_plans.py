"""What runs every minute must find its rows by an index, at any size."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from ledger import campaigns, departures, dockets, entries, letters
from ledger.database import Ledger
from ledger.docket_rows import Settled
from ledger.row import Row
from ledger.transaction import Transaction
from schemas.assignment import Counts, DocketKind

MANY = 20_000
LEASE = timedelta(minutes=5)


class Watched(Transaction):
    """A transaction that keeps the queries it was asked."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx._driver, tx._url)
        self.asked: list[tuple[str, tuple[object, ...]]] = []

    def rows(self, sql: str, *values: object) -> list[Row]:
        self.asked.append((sql, values))
        return super().rows(sql, *values)

    def tuples(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        self.asked.append((sql, values))
        return super().tuples(sql, *values)

    def row(self, sql: str, *values: object) -> Row | None:
        self.asked.append((sql, values))
        return super().row(sql, *values)


def _plans(ledger: Ledger, call: Callable[[Transaction], Any]) -> list[str]:
    """Return how the database runs each query of a call."""
    with ledger.write() as tx:
        watched = Watched(tx)
        call(watched)
        explain = "EXPLAIN " if tx.dialect == "postgresql" else "EXPLAIN QUERY PLAN "
        return [
            "\n".join(str(row[-1]) for row in tx.rows(explain + sql, *values))
            for sql, values in watched.asked
            if sql.startswith("SELECT")
        ]


@pytest.fixture
def big(ledger: Ledger, now: datetime, fact: Callable, letter: Callable) -> Ledger:
    """Thousands of dockets, a few of them due, none behind its plan."""
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "viet-nam-2027")
        campaigns.put_plan(tx, campaign, 1, "plan")
        names = [(f"xa-{i}", DocketKind.AGENCY, "", f"t{i}") for i in range(MANY)]
        dockets.add(tx, campaign, names, None)
        ids = [row.id for row in dockets.of(tx, campaign)]
        entries.append_many(tx, {id_: [fact(1, "key")] for id_ in ids})
        settled = [
            Settled(id_, 0, 1, 1, now + timedelta(minutes=i - 9), Counts(4, 0, 0, 0))
            for i, id_ in enumerate(ids)
        ]
        dockets.settle(tx, settled)
        due = now + timedelta(days=1)
        letters.queue(tx, [letter(id_, 1, due) for id_ in ids])
        departures.put(tx, [letter(id_) for id_ in ids], 7, now)
        departures.fail(tx, ids[77], 1)
        tx.run("ANALYZE")
    return ledger


def test_what_a_beat_and_a_delivery_ask_is_found_by_an_index(
    big: Ledger, now: datetime
) -> None:
    calls: dict[str, tuple[Callable[[Transaction], Any], set[str]]] = {
        "the next wake": (dockets.next_wake, {"dockets_wake"}),
        "what is due": (
            lambda tx: dockets.lock_due(tx, now),
            {"dockets_wake", "dockets_revision"},
        ),
        "how much is due": (
            lambda tx: dockets.count_due(tx, now),
            {"dockets_wake", "dockets_revision"},
        ),
        "the next letter": (letters.next_due, {"letters_due"}),
        "letters to claim": (lambda tx: letters.claim(tx, now, LEASE), {"letters_due"}),
    }
    for name, (call, indexes) in calls.items():
        plans = "\n".join(_plans(big, call))
        assert all(index in plans for index in indexes), f"{name}:\n{plans}"
        for scan in ("Seq Scan on dockets", "Seq Scan on letters", "SORT", "Sort"):
            assert scan not in plans, f"{name}:\n{plans}"


def test_what_was_decided_about_mail_is_found_by_an_index(
    big: Ledger, now: datetime
) -> None:
    calls: dict[str, tuple[Callable[[Transaction], Any], str]] = {
        "what was decided": (entries.about_mail, "entries_arming"),
        "whose letters are due": (
            lambda tx: letters.campaigns_due(tx, now),
            "letters_due",
        ),
        "how many came back": (
            lambda tx: departures.failed(tx, 1, 7),
            "departures_failed",
        ),
    }
    for name, (call, index) in calls.items():
        (plan,) = _plans(big, call)
        assert index in plan, f"{name}:\n{plan}"


def test_what_a_page_asks_is_found_by_an_index(big: Ledger) -> None:
    calls: dict[str, Callable[[Transaction], Any]] = {
        "a docket by its token": lambda tx: dockets.by_token(tx, "t77"),
        "a docket by its agency": lambda tx: dockets.find(tx, 1, "xa-77"),
        "a docket's facts": lambda tx: entries.of(tx, [77]),
        "a fact by its key": lambda tx: entries.by_key(tx, 77, "key"),
        "a docket's letters": lambda tx: letters.of_docket(tx, 77),
    }
    for name, call in calls.items():
        (plan,) = _plans(big, call)
        found = "Index" in plan or "SEARCH" in plan
        assert found, f"{name}:\n{plan}"
        assert "Seq Scan" not in plan, f"{name}:\n{plan}"
        for table in ("SCAN dockets", "SCAN d", "SCAN entries", "SCAN letters"):
            assert table not in plan, f"{name}:\n{plan}"
