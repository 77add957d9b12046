"""`make scale-out`: server, Redis, PostgreSQL, two workers on hosts of their own.

What is killed in mid-beat loses nothing and does nothing twice; each fault is said in
the UI and the log, and mended by the next beat. In order: each goes on where the one
before it ended. Some minutes; letters leave on working days only.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from desk.announce import announce
from desk.audience import Audience
from desk.beat import due_at
from desk.plans.days_off import working_days
from desk.verify import verify
from schemas.announcement import Announcement
from schemas.base import VN
from tests.flows.processes import until
from tests.scale.crowd import NAME, SOMEBODY, begin
from tests.scale.hosts import network
from tests.scale.room import REPOSITORY, Room, kill

pytestmark = pytest.mark.prefect

AGENCIES = 1000


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    if not working_days().is_working(datetime.now(VN).date()):
        pytest.skip("letters leave on working days only")
    folder = tmp_path_factory.mktemp("room")
    with network() as net:
        room = Room(folder, net)
        try:
            assert until(room.answers, 120)
            with_desk = room.desk()
            begin(with_desk, AGENCIES, datetime.now(VN))
            with_desk.ledger.close()
            yield room
        finally:
            room.close()


def rows(room: Room, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(room.settings.ledger, autocommit=True) as ledger:
        return ledger.execute(sql).fetchall()  # pyright: ignore[reportArgumentType]


def count(room: Room, sql: str) -> int:
    return int(rows(room, sql)[0][0])


def sent(room: Room) -> int:
    return count(room, "SELECT count(*) FROM letters WHERE state = 'sent'")


def beaten(room: Room) -> None:
    """Let a beat come to its end, without a fault."""
    state = room.ended(room.beat())
    assert state.is_completed(), f"{state.name}: {state.message}"


def unbroken(room: Room) -> bool:
    """Tell whether the ledger keeps every promise, by its own facts."""
    desk = room.desk()
    try:
        found = verify(desk, NAME, datetime.now(VN))
    finally:
        desk.ledger.close()
    assert found.dockets > AGENCIES
    return not found.violations


def test_a_worker_and_then_the_server_are_killed_in_mid_beat(room: Room) -> None:
    first, second = room.worker(1), room.worker(2)
    assert room.takes_work(first)
    assert room.takes_work(second)
    run = room.beat()
    assert until(lambda: count(room, "SELECT count(*) FROM letters") > 0, 120)
    assert until(lambda: sent(room) > 100, 120)
    first.kill()
    assert until(lambda: sent(room) > 300, 120)
    kill(room.part("prefect"))
    assert until(room.answers, 120)
    assert room.ended(run).is_completed()
    # What the killed worker had claimed waits for its lease; everything else has left.
    waiting = AGENCIES - sent(room)
    assert waiting <= 100
    assert rows(room, "SELECT DISTINCT state FROM letters WHERE state <> 'sent'") in (
        [],
        [("claimed",)],
    )
    assert set(room.by_worker()) == {"worker-1", "worker-2"}


def test_the_next_beat_does_what_was_left(room: Room) -> None:
    with psycopg.connect(room.settings.ledger, autocommit=True) as ledger:
        # Ten minutes later: the leases of the killed worker are over.
        ledger.execute("UPDATE letters SET due = due - 600 WHERE state = 'claimed'")
    room.worker(1)
    assert room.takes_work(room.workers[-1])
    beaten(room)
    assert sent(room) == AGENCIES
    assert unbroken(room)


def test_nothing_was_lost_and_nothing_done_twice(room: Room) -> None:
    assert count(room, "SELECT count(*) FROM letters") == AGENCIES
    assert count(room, "SELECT count(DISTINCT docket) FROM letters") == AGENCIES
    lines = room.taken()
    numbers = {line.split()[0] for line in lines}
    assert len(numbers) == AGENCIES
    # A letter that was on the wire when its sender died may come again: the same bytes.
    assert len(set(lines)) == AGENCIES
    assert len(lines) - AGENCIES <= 4


def test_the_shares_of_the_killed_worker_say_so(room: Room) -> None:
    said = [run.state.message or "" for run in room.shares()]
    assert any("worker-1" in text and "không còn trả lời" in text for text in said)
    assert not any(not run.state.is_final() for run in room.shares())


def test_a_worker_with_another_program_refuses_and_says_which(
    room: Room, tmp_path: Path
) -> None:
    parts = [p for p in REPOSITORY.iterdir() if p.suffix == ".py" or _is_package(p)]
    for one in parts:
        copy = shutil.copytree if one.is_dir() else shutil.copy
        copy(one, tmp_path / one.name)
    with (tmp_path / "rules" / "decide.py").open("a") as changed:
        changed.write("\n# another version\n")
    other = room.worker(3, home=tmp_path)
    assert until(lambda: other.ended() is not None, 60)
    assert other.ended() == 2
    assert other.says("install the same version on both")


def _is_package(path: Path) -> bool:
    names = "schemas calendars rules ledger documents desk tasks flows web postbox cli"
    return path.name in {*names.split(), "templates", "campaigns"}


def announced(room: Room, subject: str) -> None:
    """Let every agency be told something: every docket is due."""
    now = datetime.now(VN)
    said = Announcement(subject, subject, *SOMEBODY[:2], urgent=True, at=now)
    desk = room.desk()
    try:
        assert len(announce(desk, NAME, Audience(every=True), said).reached) == AGENCIES
        assert due_at(desk, now) == AGENCIES
    finally:
        desk.ledger.close()


def test_postgresql_at_its_limit_is_said_and_the_next_beat_goes_on(room: Room) -> None:
    announced(room, "Thông báo thứ nhất")
    before = sent(room)
    terminate = (
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE datname = 'ledger' AND pid <> pg_backend_pid()"
    )
    room.databases.run("ALTER DATABASE ledger CONNECTION LIMIT 0")
    room.databases.run(terminate)
    run = room.beat()
    state = room.ended(run)
    room.databases.run("ALTER DATABASE ledger CONNECTION LIMIT -1")
    assert state.is_failed()
    assert "sổ theo dõi" in (state.message or "").lower()
    beaten(room)
    assert sent(room) == before + AGENCIES
    assert unbroken(room)


def test_without_redis_prefect_takes_no_run_and_the_next_beat_goes_on(
    room: Room,
) -> None:
    announced(room, "Thông báo thứ hai")
    before = sent(room)
    room.redis.kill()
    assert room.health()["redis"] is False
    with pytest.raises(httpx.HTTPError):  # Prefect itself refuses: it cannot tell of it
        room.beat()
    assert "redis.exceptions.ConnectionError" in room.log_of("prefect")
    room.redis.start()
    assert until(lambda: room.health()["redis"], 60)
    beaten(room)
    assert sent(room) == before + AGENCIES
    assert unbroken(room)


def test_a_share_that_fails_in_the_middle_holds_one_docket_only(room: Room) -> None:
    announced(room, "Thông báo thứ tư")
    before = sent(room)
    (docket,) = rows(room, "SELECT max(id) FROM dockets WHERE kind = 'agency'")[0]
    with psycopg.connect(room.settings.ledger, autocommit=True) as ledger:
        # A fact that no program can have written: whoever reads it fails. The database
        # itself keeps others from changing one. The newest: a worker that has kept what
        # the docket had come to reads no other.
        ledger.execute("ALTER TABLE entries DISABLE TRIGGER USER")
        spoil = (
            "UPDATE entries SET kind = 'nonsense' WHERE docket = %(docket)s "
            "AND n = (SELECT max(n) FROM entries WHERE docket = %(docket)s)"
        )
        ledger.execute(spoil, {"docket": docket})
    beaten(room)
    assert sent(room) == before + AGENCIES - 1
    assert rows(room, "SELECT id FROM dockets WHERE held <> ''") == [(docket,)]
    logs = [one.log.read_text() for one in room.workers] + [room.log_of("runner")]
    assert any(f"docket {docket} cannot be settled" in log for log in logs)
