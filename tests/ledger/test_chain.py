"""Facts hold together by their hashes, and the databases refuse to change them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from typing import Any

import psycopg
import pytest

from ledger import campaigns, dockets, entries, migration
from ledger.database import Ledger
from ledger.migration import migrations
from ledger.moments import seconds
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind

REFUSED = (sqlite3.DatabaseError, psycopg.DatabaseError)


def test_each_fact_goes_over_the_one_before(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    docket, other = season.ids[:2]
    with ledger.write() as tx:
        entries.append(tx, docket, [Entry(1, now, EntryKind.CONFIRMED, "1.1")])
        entries.append_many(
            tx,
            {
                other: [Entry(1, now, EntryKind.SEEN)],
                docket: [Entry(2, now, EntryKind.SEEN, key=""), *_more(now, 3, 9)],
            },
        )
        found = entries.links(tx, [docket, other])
    at = seconds(now)
    first = sha256(f"{docket}\x001\x00{at}\x00confirmed\x001.1\0\0\0".encode()).digest()
    second = sha256(first + f"{docket}\x002\x00{at}\x00seen\0\0\0\0=".encode()).digest()
    assert [one.kept for one in found[docket][:2]] == [first, second]
    assert [one.n for one in found[docket]] == list(range(1, 10))
    for one in (*found[docket], *found[other]):
        assert one.kept == one.due


def _more(now: datetime, first: int, last: int) -> list[Entry]:
    return [Entry(n, now, EntryKind.SEEN) for n in range(first, last + 1)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET duty = '1.2'",
        "DELETE FROM entries",
        "DELETE FROM seals",
        "UPDATE seals SET facts = 0",
        "DELETE FROM seal_heads",
        "UPDATE seal_heads SET n = 0",
        "DELETE FROM seal_records",
        "UPDATE seal_records SET digest = ''",
    ],
)
def test_nobody_changes_or_removes_what_is_recorded(
    ledger: Ledger, season: Any, fact: Callable, statement: str
) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        entries.append(tx, docket, [fact(1)])
        tx.run("INSERT INTO seals VALUES (?, 1, 1, 1, 1, ?)", season.campaign, b"d")
        tx.run("INSERT INTO seal_heads VALUES (?, 1, 1)", docket)
        tx.run(
            "INSERT INTO seal_records VALUES ('body', ?, '1', ?, 1, ?)",
            docket,
            season.campaign,
            b"d",
        )
    with pytest.raises(REFUSED, match="stays as it is"), ledger.write() as tx:
        tx.run(statement)
    with ledger.read() as tx:
        assert entries.of(tx, [docket]) == {docket: (fact(1),)}


def test_a_ledger_of_before_is_chained_when_it_is_opened(
    address: str,
    opened: Callable[..., Ledger],
    monkeypatch: pytest.MonkeyPatch,
    fact: Callable,
) -> None:
    every = migrations()
    monkeypatch.setattr(migration, "migrations", lambda: every[:7])
    old = opened(address)
    with old.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        names = [(f"a{n}", DocketKind.AGENCY, "", f"t{n}") for n in range(3)]
        dockets.add(tx, campaign, names, None)
        ids = [row.id for row in dockets.of(tx, campaign)]
        rows = [(id_, *_columns(fact(n, f"k{n}"))) for id_ in ids for n in (1, 2, 3)]
        tx.insert(
            "INSERT INTO entries (docket, n, at, kind, duty, step, act, key) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    monkeypatch.undo()
    with opened(address).write() as tx:
        entries.append(tx, ids[0], [fact(4)])
        found = entries.links(tx, ids)
    assert [len(found[id_]) for id_ in ids] == [4, 3, 3]
    for one in (link for links in found.values() for link in links):
        assert one.kept == one.due != b""


def _columns(one: Entry) -> tuple[object, ...]:
    return (one.n, seconds(one.at), one.kind.value, *one[3:])


def test_a_program_that_replaces_a_fact_is_found_by_its_chain(
    on_sqlite: str, opened: Callable[..., Ledger], fact: Callable
) -> None:
    ledger = opened(on_sqlite)
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        dockets.add(tx, campaign, [("a", DocketKind.AGENCY, "", "t")], None)
        entries.append(tx, 1, [fact(1), fact(2), fact(3)])
    with closing(sqlite3.connect(on_sqlite)) as database, database:
        # REPLACE fires no trigger that refuses deletion.
        database.execute(
            "REPLACE INTO entries SELECT docket, n, at, kind, 'another', step, act, "
            "key, chain FROM entries WHERE n = 2"
        )
    with ledger.read() as tx:
        found = entries.links(tx, [1])[1]
    assert [one.n for one in found if one.kept != one.due] == [2]
