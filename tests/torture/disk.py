"""A process whose disk fails as it is told: a library before libc, no hook of ours."""

import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, NamedTuple

from tests.torture.part import NotHereError

SOURCE = Path(__file__).with_name("failing_disk.c")
LIBRARY = "CAMPAIGN_FAILING_DISK"


class How(StrEnum):
    """How a disk fails at its nth write or sync."""

    FULL = "no room, once"
    FULL_ON = "no room from then on"
    BROKEN = "I/O error, once"
    BROKEN_ON = "I/O error from then on"
    KILLED = "killed there"


_NUMBERS = {
    How.FULL: errno.ENOSPC,
    How.FULL_ON: errno.ENOSPC,
    How.BROKEN: errno.EIO,
    How.BROKEN_ON: errno.EIO,
    How.KILLED: 0,
}
_LASTING = {How.FULL_ON, How.BROKEN_ON}


class Disk(NamedTuple):
    """The library within a process that was started with it."""

    library: Any

    def fail(self, path: Path, nth: int, how: How) -> None:
        """Fail at the nth write to a ledger, never where that is 0."""
        prefix = os.fsencode(path.resolve())
        lasting = int(how in _LASTING)
        self.library.disk_watch(prefix, ctypes.c_long(nth), _NUMBERS[how], lasting)

    def seen(self) -> int:
        """Return how many writes there have been since then."""
        return int(self.library.disk_seen())


def disk_here() -> Disk:
    """Return the disk of this process."""
    library = ctypes.CDLL(os.environ[LIBRARY])
    library.disk_seen.restype = ctypes.c_long
    return Disk(library)


class Worker(NamedTuple):
    """A process that does what it is told on a failing disk, a line at a time."""

    ask: IO[str]
    answer: IO[str]

    def do(self, **wanted: Any) -> Any:
        """Return what came of it."""
        self.ask.write(json.dumps(wanted) + "\n")
        self.ask.flush()
        return json.loads(self.answer.readline())


@contextmanager
def working(module: str, folder: Path) -> Iterator[Worker]:
    """Run a module on a disk that can fail; NotHereError where there is no compiler."""
    library = _built(folder)
    environ = os.environ | {"LD_PRELOAD": str(library), LIBRARY: str(library)}
    process = subprocess.Popen(  # noqa: S603 - a module of these tests
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environ,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Worker(process.stdin, process.stdout)
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def _built(folder: Path) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise NotHereError("no C compiler, which a disk that fails needs")
    library = folder / "failing_disk.so"
    subprocess.run(  # noqa: S603 - our own source
        [compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True
    )
    return library
