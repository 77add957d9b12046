import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier, Timer
from types import NoneType
from typing import Any

import pytest
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from ledger import campaigns, dockets, entries
from ledger.database import Ledger, open_ledger
from ledger.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerReadOnlyError,
    LedgerUnavailableError,
)


def _names(ledger: Ledger) -> list[str]:
    with ledger.read() as tx:
        return [row.name for row in campaigns.every(tx)]


def _add(ledger: Ledger, name: str) -> None:
    with ledger.write() as tx:
        campaigns.add(tx, name)


def test_a_ledger_remembers_after_it_was_closed(address: str) -> None:
    for name in ("first", "second"):
        ledger = open_ledger(address)
        _add(ledger, name)
        ledger.close()
    ledger = open_ledger(address)
    assert _names(ledger) == ["first", "second"]
    ledger.close()


@pytest.mark.parametrize("hasty", [False, True])
def test_only_a_hasty_ledger_commits_before_the_disk_has_it(
    address: str, hasty: bool
) -> None:
    ledger = open_ledger(address, hasty=hasty)
    with ledger.write() as tx:
        if tx.dialect == "sqlite":
            asked, waits, does_not = "PRAGMA synchronous", 2, 1
        else:
            asked, waits, does_not = "SHOW synchronous_commit", "on", "off"
        row = tx.row(asked)
    ledger.close()
    assert row == ((does_not if hasty else waits),)


def test_a_path_is_created_with_its_folders(
    tmp_path: Path, opened: Callable[..., Ledger]
) -> None:
    path = tmp_path / "var" / "sổ theo dõi" / "ledger #1?.db"
    assert opened(path).url == f"sqlite:///{path}"
    assert path.is_file()


@pytest.mark.parametrize("where", [":memory:", "sqlite://", "sqlite:///:memory:"])
def test_a_ledger_in_memory_is_one_for_all_threads(
    opened: Callable[..., Ledger], where: str
) -> None:
    ledger = opened(where)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda i: _add(ledger, f"c{i}"), range(40)))
        assert len(pool.submit(_names, ledger).result()) == 40
    assert _names(opened(where)) == []


def test_the_url_of_a_ledger_tells_no_password(
    database: str, opened: Callable[..., Ledger]
) -> None:
    with_password = database.replace("postgres@", "postgres:secret@")
    ledger = opened(with_password + "?application_name=secret")
    assert "secret" not in ledger.url
    assert "postgres@" not in ledger.url


@pytest.mark.parametrize(
    ("where", "said"),
    [
        pytest.param("mysql://db/x", "No ledger lies in mysql", id="another database"),
        pytest.param("postgresql://db:five/x", "not an address", id="no port"),
        pytest.param("://", "not an address", id="no address"),
        pytest.param("/proc/none/x.db", "cannot be made", id="a folder nobody makes"),
        pytest.param("/", "name a file", id="a folder"),
        pytest.param(
            "postgresql://postgres:secret@127.0.0.1:1/x",
            r"postgresql://127.0.0.1:1/x cannot be opened",
            id="a server that is down",
        ),
    ],
)
def test_a_place_that_is_none_is_refused_with_the_remedy(where: str, said: str) -> None:
    with pytest.raises(LedgerUnavailableError, match=said) as caught:
        open_ledger(where)
    assert "secret" not in str(caught.value)


def test_a_database_that_does_not_exist_is_named(database: str) -> None:
    with pytest.raises(LedgerUnavailableError, match="/nowhere cannot be opened"):
        open_ledger(database.rpartition("/")[0] + "/nowhere")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"plan: lai-chau\n" * 500, id="a text"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 8000, id="a damaged ledger"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    with pytest.raises(LedgerDamagedError, match="is not a ledger or is damaged"):
        open_ledger(path)
    assert path.read_bytes() == content


def test_a_damaged_page_is_said_to_be_damage(
    tmp_path: Path, opened: Callable[..., Ledger]
) -> None:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path)
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        bodies = {f"a{i}": "x" * 900 for i in range(100)}
        campaigns.put_agencies(tx, campaign, bodies)
    ledger.close()
    content = path.read_bytes()
    path.write_bytes(content[:-40_000] + b"\xff" * 40_000)
    ledger = opened(path)
    with pytest.raises(LedgerDamagedError), ledger.read() as tx:
        campaigns.agency_bodies(tx, campaign)
    with ledger.read() as tx:
        assert campaigns.get(tx, campaign).name == "lai-chau-2024"
    with pytest.raises(LedgerDamagedError, match="restore a backup"):
        ledger.check()


def test_a_whole_ledger_passes_its_check(ledger: Ledger) -> None:
    _add(ledger, "lai-chau-2024")
    ledger.check()


def test_a_reader_cannot_write(ledger: Ledger) -> None:
    with pytest.raises(LedgerReadOnlyError), ledger.read() as tx:
        campaigns.add(tx, "lai-chau-2024")
    _add(ledger, "after")
    assert _names(ledger) == ["after"]


def test_a_connection_writes_and_reads_on_after_what_failed(
    address: str, opened: Callable[..., Ledger]
) -> None:
    ledger = opened(address)

    def break_off() -> None:
        with ledger.write() as tx:
            campaigns.add(tx, "taken back")
            raise RuntimeError("in the middle")

    for _ in range(3):
        with pytest.raises(LedgerReadOnlyError), ledger.read() as tx:
            campaigns.add(tx, "never")
        with pytest.raises(RuntimeError, match="in the middle"):
            break_off()
        assert _names(ledger) == []
    _add(ledger, "after")
    assert _names(ledger) == ["after"]


def test_readers_go_on_while_somebody_writes(ledger: Ledger) -> None:
    _add(ledger, "before")
    with ledger.write() as tx:
        campaigns.add(tx, "unfinished")
        assert _names(ledger) == ["before"]
    assert _names(ledger) == ["before", "unfinished"]


def test_a_reader_on_sqlite_sees_one_state(
    on_sqlite: str, opened: Callable[..., Ledger]
) -> None:
    ledger = opened(on_sqlite)
    with ledger.read() as tx:
        assert campaigns.every(tx) == []
        _add(ledger, "meanwhile")
        assert campaigns.every(tx) == []
    assert _names(ledger) == ["meanwhile"]


def test_patience_ends_when_another_process_keeps_the_ledger(
    on_sqlite: str, opened: Callable[..., Ledger]
) -> None:
    ledger = opened(on_sqlite, patience=1)
    other = sqlite3.connect(on_sqlite, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerBusyError, match="try again"):
        _add(ledger, "late")
    other.close()
    _add(ledger, "in time")
    assert _names(ledger) == ["in time"]


def test_whoever_waited_asks_for_the_rest_as_patiently_as_before(
    on_sqlite: str, opened: Callable[..., Ledger]
) -> None:
    ledger = opened(on_sqlite, patience=7)
    with ledger.write() as tx:
        assert tx.row("PRAGMA busy_timeout") == (7000,)


def test_who_lets_others_write_comes_back_though_they_are_at_it_still(
    on_sqlite: str, opened: Callable[..., Ledger]
) -> None:
    ledger = opened(on_sqlite)
    other = sqlite3.connect(on_sqlite, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ledger.let_others()
    other.close()
    ledger.let_others()
    _add(ledger, "after")
    with ledger.write() as tx:
        assert tx.row("PRAGMA busy_timeout") == (30_000,)
    assert _names(ledger) == ["after"]


@pytest.mark.parametrize(
    ("kept", "opens"),
    [
        pytest.param(0.3, True, id="opening waits for another to let go"),
        pytest.param(3, False, id="opening gives up when patience ends"),
    ],
)
def test_a_new_file_that_another_keeps(
    on_sqlite: str,
    opened: Callable[..., Ledger],
    run_beside: Callable,
    kept: float,
    opens: bool,
) -> None:
    other = sqlite3.connect(on_sqlite, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    let_go = Timer(kept, other.close)
    let_go.start()
    opening = run_beside(opened, on_sqlite, 1)
    assert isinstance(opening.exception(), NoneType if opens else LedgerBusyError)
    let_go.join()


def test_patience_ends_when_another_thread_keeps_the_ledger(
    on_sqlite: str, opened: Callable[..., Ledger], run_beside: Callable
) -> None:
    ledger = opened(on_sqlite, patience=1)
    with ledger.write():
        late = run_beside(_add, ledger, "late")
        assert isinstance(late.exception(), LedgerBusyError)


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_patience_ends_when_another_keeps_the_docket(
    address: str, opened: Callable[..., Ledger], season: Any
) -> None:
    hasty = opened(address, patience=1)
    with hasty.write() as first, hasty.write() as second:
        dockets.lock(first, season.ids[0])
        with pytest.raises(LedgerBusyError, match="try again"):
            dockets.lock(second, season.ids[0])


def test_patience_ends_when_all_connections_are_in_use(
    address: str, opened: Callable[..., Ledger]
) -> None:
    ledger = opened(address, patience=1)
    with ExitStack() as stack:
        for _ in range(16):
            stack.enter_context(ledger.read())
        with pytest.raises(LedgerBusyError, match="connections"):
            stack.enter_context(ledger.read())
    assert _names(ledger) == []


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_crossing_locks_end_as_busy_for_one_of_them(
    ledger: Ledger, season: Any, run_beside: Callable
) -> None:
    first, second = season.ids[:2]
    both_hold_one = Barrier(2)

    def lock_both(one: int, other: int) -> None:
        with ledger.write() as tx:
            dockets.lock(tx, one)
            both_hold_one.wait()
            dockets.lock(tx, other)

    crossing = [run_beside(lock_both, first, second)]
    crossing.append(run_beside(lock_both, second, first))
    ends = [type(each.exception()) for each in crossing]
    assert set(ends) == {type(None), LedgerBusyError}


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_server_that_comes_back_is_used_again(
    address: str, ledger: Ledger, opened: Callable[..., Ledger]
) -> None:
    _add(ledger, "before")
    with opened(address).write() as tx:  # waits for each: an open socket is used
        tx.run(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert _names(ledger) == ["before"]


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_connection_that_has_lain_idle_is_asked_and_used_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    ping = PGDialect_psycopg.do_ping

    def seen(dialect: PGDialect_psycopg, driver: Any) -> bool:
        asked.append(driver)
        return ping(dialect, driver)

    monkeypatch.setattr(PGDialect_psycopg, "do_ping", seen)
    _add(ledger, "at once")
    assert not asked
    monkeypatch.setattr("ledger.lending._IDLE", 0.0)
    _add(ledger, "later")
    assert len(asked) == 1
    assert _names(ledger) == ["at once", "later"]


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_connection_lost_within_a_transaction_is_said_to_be_lost(
    address: str, ledger: Ledger, opened: Callable[..., Ledger]
) -> None:
    other = opened(address)

    def lose_it() -> None:
        with ledger.write() as tx:
            campaigns.add(tx, "unfinished")
            (pid,) = tx.row("SELECT pg_backend_pid()")
            with other.write() as killer:
                killer.run("SELECT pg_terminate_backend(?, 10000)", pid)
            campaigns.add(tx, "never")

    with pytest.raises(LedgerUnavailableError):
        lose_it()
    assert _names(ledger) == []


def test_threads_that_answer_at_once_lose_nothing(
    ledger: Ledger, season: Any, fact: Callable
) -> None:
    docket = season.ids[0]

    def answer(_: int) -> int:
        with ledger.write() as tx:
            n = dockets.lock(tx, docket).n + 1
            entries.append(tx, docket, [fact(n, f"answer {n}")])
            dockets.advance(tx, docket, n, None)
            return n

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(answer, range(200)))
    assert sorted(numbers) == list(range(1, 201))
    with ledger.read() as tx:
        found = entries.of(tx, [docket])[docket]
    assert [each.n for each in found] == list(range(1, 201))
