"""A ledger's backup is one file: a database of SQLite, or an archive of pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ledger.database import address_of
from ledger.errors import LedgerBusyError, LedgerDamagedError, LedgerError
from ledger.translation import place, translated

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

DATABASE, ARCHIVE = ".db", ".dump"
_BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database that is open, or was killed."""


class NoToolError(LedgerError):
    """PostgreSQL is backed up and restored by its own programs."""


class OtherKindError(LedgerError):
    """The backup is of another database than the ledger lies in."""


class ToolFailedError(LedgerError):
    """A program of PostgreSQL did not do what it was asked to."""


def suffix_of(where: str) -> str:
    """Return how a ledger's backups end."""
    return DATABASE if address_of(where).get_backend_name() == "sqlite" else ARCHIVE


def write(where: str, file: Path) -> None:
    """Write a ledger as of one moment into a new file, while others go on writing.

    The file is whole when this returns, and only its owner reads it. Raises NoToolError
    where PostgreSQL's client programs are missing.
    """
    url = address_of(where)
    file.touch(mode=0o600, exist_ok=False)
    if url.get_backend_name() == "sqlite":
        _copy(Path(url.database or ""), file)
    else:
        _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={file}")
    _keep(file)


def check(file: Path) -> None:
    """Raise LedgerDamagedError unless a backup can be read from end to end."""
    if file.suffix == ARCHIVE:
        tool = _tool("pg_restore")
        command = [tool, f"--file={os.devnull}", str(file)]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
        if done.returncode:
            raise _damaged(file, done.stderr.decode(errors="replace"))
        return
    try:
        address = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as database:
            (said,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            loose = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(file, str(error)) from error
    if said != "ok" or loose:
        raise _damaged(file, said if said != "ok" else "rows refer to rows not there")


def put_back(
    where: str, file: Path, aside: Path, prepare: Callable[[str], None]
) -> None:
    """Let a ledger be what a backup holds; what it was before lies `aside` then.

    `prepare` is called with where the restored ledger lies: on SQLite before it takes
    the other's place, on PostgreSQL right after. Nobody else may use the ledger. Raises
    OtherKindError, NoToolError, LedgerBusyError.
    """
    if file.suffix != suffix_of(where):
        raise OtherKindError(
            f"{file} is no backup of {place(address_of(where))}: its backups end with "
            f"{suffix_of(where)}"
        )
    url = address_of(where)
    if url.get_backend_name() == "sqlite":
        _exchange(Path(url.database or ""), file, aside, prepare)
        return
    write(where, aside)
    # In one transaction: it is all restored, or nothing of it.
    _run(
        "pg_restore",
        url,
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        str(file),
    )
    prepare(where)


@contextmanager
def copied(where: str) -> Generator[str]:
    """Yield where a copy of a ledger lies, so that looking changes nothing of it.

    One on a server is looked at itself.
    """
    url = address_of(where)
    if url.get_backend_name() != "sqlite":
        yield where
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        _copy(Path(url.database or ""), copy)
        yield str(copy)


def _copy(source: Path, target: Path) -> None:
    """Copy a database by SQLite's online backup, all pages in one step: one state."""
    try:
        address = f"{source.absolute().as_uri()}?mode=rw"
        with (
            closing(sqlite3.connect(address, uri=True)) as database,
            closing(sqlite3.connect(target)) as copy,
        ):
            database.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise translated(error, address_of(source)) or error from error


def _exchange(
    ledger: Path, file: Path, aside: Path, prepare: Callable[[str], None]
) -> None:
    made = ledger.with_name(f"{ledger.name}.restoring")
    made.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove(made)
    try:
        made.touch(mode=0o600)
        _copy(file, made)
        prepare(str(made))
        _settle(made)
        _keep(made)
        _take_place(ledger, made, aside)
    finally:
        _remove(made)


def _take_place(ledger: Path, made: Path, aside: Path) -> None:
    """Let a file be the ledger from one moment to the next; the other stays aside."""
    if ledger.exists():
        _empty_log(ledger)
        for end in ("", *_BESIDE):
            beside = ledger.with_name(ledger.name + end)
            if beside.exists():
                aside.with_name(aside.name + end).hardlink_to(beside)
        for end in _BESIDE:
            ledger.with_name(ledger.name + end).unlink(missing_ok=True)
    made.replace(ledger)
    _keep(ledger)


def _remove(database: Path) -> None:
    for end in ("", *_BESIDE):
        database.with_name(database.name + end).unlink(missing_ok=True)


def _settle(database: Path) -> None:
    """Bring all of a database into its one file."""
    with closing(sqlite3.connect(database)) as driver:
        driver.execute("PRAGMA journal_mode = DELETE")


def _empty_log(ledger: Path) -> None:
    """Bring what is committed into the file itself; a damaged ledger stays as it is."""
    try:
        with closing(sqlite3.connect(ledger, timeout=5)) as database:
            checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
            (busy, _, _) = database.execute(checkpoint).fetchone()
    except sqlite3.DatabaseError:
        return
    if busy:
        raise LedgerBusyError(f"{ledger} is in use: end what works with it, try again")


def _keep(file: Path) -> None:
    """See a file and its name to the disk."""
    for path in (file, file.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _run(name: str, url: "URL", *arguments: str) -> None:
    """Run a program of PostgreSQL; its password travels in a file of this run's own."""
    tool = _tool(name)
    with TemporaryDirectory() as folder:
        passes = Path(folder) / "pgpass"
        passes.touch(mode=0o600)
        secret = (url.password or "").replace("\\", "\\\\").replace(":", "\\:")
        passes.write_text(f"*:*:*:*:{secret}\n")
        reached = url.set(drivername="postgresql", password=None)
        reached = reached.update_query_dict({"passfile": str(passes)})
        address = reached.render_as_string(hide_password=False)
        command = [tool, *arguments, f"--dbname={address}"]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise ToolFailedError(f"{name} of {place(url)} failed: {said}")


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NoToolError(
            f"{name} is not installed here: install PostgreSQL's client programs, of "
            "the server's version or newer, or let the server's own backup do it"
        )
    return found


def _damaged(file: Path, said: str) -> LedgerDamagedError:
    first = said.strip().partition("\n")[0]
    return LedgerDamagedError(f"{file} is damaged: {first}; take another backup")
