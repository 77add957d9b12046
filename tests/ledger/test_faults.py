import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ledger import campaigns, dockets, entries
from ledger.database import Ledger, open_ledger
from ledger.errors import LedgerFullError, LedgerReadOnlyError, LedgerUnavailableError

NOBODY = 65534

BIG = """
import sys
from ledger import entries
from ledger.database import open_ledger
from schemas.entry import Entry, EntryKind
from datetime import datetime, UTC
now = datetime(2024, 6, 3, tzinfo=UTC)
with open_ledger(sys.argv[1]).write() as tx:
    for docket in range(1, 6):
        facts = [Entry(n, now, EntryKind.SEEN) for n in range(1, 2001)]
        entries.append(tx, docket, facts)
    print("half", flush=True)
    sys.stdin.readline()
"""

ANSWERS = """
import sys
from ledger import dockets, entries
from ledger.database import open_ledger
from schemas.entry import Entry, EntryKind
from datetime import datetime, UTC
now = datetime(2024, 6, 3, tzinfo=UTC)
ledger = open_ledger(sys.argv[1])
docket, name = int(sys.argv[2]), sys.argv[3]
for number in range(int(sys.argv[4])):
    with ledger.write() as tx:
        n = dockets.lock(tx, docket).n + 1
        entries.append(tx, docket, [Entry(n, now, EntryKind.SEEN, key=f"{name}{n}")])
        dockets.advance(tx, docket, n, now)
    print(n, flush=True)
"""


def test_a_writer_killed_halfway_leaves_nothing(
    ledger: Ledger, address: str, season: Any, python: Callable
) -> None:
    writer = python(BIG, address)
    assert writer.stdout.readline() == "half\n"
    writer.kill()
    writer.wait()
    with ledger.write() as tx:
        dockets.lock(tx, season.ids[0])
        assert set(entries.of(tx, season.ids).values()) == {()}


def test_what_was_acknowledged_before_a_kill_is_there(
    ledger: Ledger, address: str, season: Any, python: Callable
) -> None:
    docket = season.ids[0]
    writer = python(ANSWERS, address, str(docket), "a", "100000")
    acknowledged = [int(writer.stdout.readline()) for _ in range(50)]
    writer.kill()
    acknowledged += [int(line) for line in writer.stdout]
    with ledger.write() as tx:
        row = dockets.lock(tx, docket)
        found = [each.n for each in entries.of(tx, [docket])[docket]]
    assert found == list(range(1, row.n + 1))
    assert found[: len(acknowledged)] == acknowledged
    assert len(found) - len(acknowledged) in {0, 1}


def test_processes_that_answer_at_once_lose_nothing(
    ledger: Ledger, address: str, season: Any, python: Callable
) -> None:
    docket = season.ids[0]
    writers = [python(ANSWERS, address, str(docket), name, "60") for name in "abc"]
    numbers = [
        int(line)
        for writer in writers
        for line in writer.communicate(timeout=60)[0].splitlines()
    ]
    assert sorted(numbers) == list(range(1, 181))
    with ledger.read() as tx:
        assert len(entries.of(tx, [docket])[docket]) == 180


@contextmanager
def _without_rights(*paths: Path) -> Iterator[None]:
    """Nobody may write these; root writes anything, so become nobody."""
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)
        for path in paths:
            path.chmod(0o755)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that other users may look into, as pytest's are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def _keep_one(path: Path) -> None:
    ledger = open_ledger(path)
    with ledger.write() as tx:
        campaigns.add(tx, "lai-chau-2024")
    ledger.close()


def test_a_file_that_may_not_be_written_can_be_read(shared: Path) -> None:
    path = shared / "ledger.db"
    _keep_one(path)
    with _without_rights(path):
        ledger = open_ledger(path)
        with ledger.read() as tx:
            assert campaigns.find(tx, "lai-chau-2024")
        with (
            pytest.raises(LedgerReadOnlyError, match="right to write"),
            ledger.write() as tx,
        ):
            campaigns.add(tx, "dong-dang-2024")
        ledger.close()


def test_a_folder_that_may_not_be_written_is_named_with_the_remedy(
    shared: Path,
) -> None:
    path = shared / "ledger.db"
    _keep_one(path)
    with _without_rights(shared, path), pytest.raises(LedgerReadOnlyError) as caught:
        open_ledger(path)
    assert str(path) in str(caught.value)
    assert "give this user the right to write the file and its folder" in str(
        caught.value
    )


def test_a_new_ledger_in_a_folder_that_may_not_be_written_is_refused(
    shared: Path,
) -> None:
    with _without_rights(shared), pytest.raises(LedgerReadOnlyError):
        open_ledger(shared / "ledger.db")
    with _without_rights(shared), pytest.raises(LedgerUnavailableError):
        open_ledger(shared / "var" / "ledger.db")


def test_a_full_ledger_says_so_and_keeps_what_it_has(
    on_sqlite: str, opened: Callable[..., Ledger]
) -> None:
    ledger = opened(on_sqlite)
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        tx.run("PRAGMA max_page_count = 1")
    with pytest.raises(LedgerFullError, match="make room"), ledger.write() as tx:
        campaigns.put_plan(tx, campaign, 1, "x" * 1_000_000)
    with ledger.read() as tx:
        assert campaigns.get(tx, campaign).revision == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    folder, mount = tmp_path / "disk", shutil.which("mount")
    folder.mkdir()
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    made = subprocess.run(  # noqa: S603 -- the test's own folder
        [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False
    )
    if made.returncode:
        pytest.skip("no small disk may be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)  # noqa: S603, S607 -- as above


def test_a_full_disk_says_so_loses_nothing_and_goes_on_when_there_is_room(
    small_disk: Path, opened: Callable[..., Ledger]
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(450_000))
    ledger = opened(small_disk / "ledger.db")
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
    kept: list[int] = []

    def fill() -> None:
        for revision in range(1000):
            with ledger.write() as tx:
                campaigns.put_plan(tx, campaign, revision, "x" * 10_000)
            kept.append(revision)

    with pytest.raises(LedgerFullError, match="make room"):
        fill()
    ballast.unlink()
    with ledger.write() as tx:
        assert all(campaigns.plan_body(tx, campaign, each) for each in kept)
        campaigns.put_plan(tx, campaign, len(kept), "there is room")
    assert len(kept) > 10
