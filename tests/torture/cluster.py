"""A PostgreSQL server of our own, on a port of its own, that may be restarted."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.desk.mail.smtp_servers import free_port
from tests.torture.part import NotHereError

MEMORY = Path("/dev/shm")  # noqa: S108 - syncs cost nothing there
_SERVER = "postgres"
"""Root may run no PostgreSQL; the package's own user may."""


class Cluster(NamedTuple):
    """A server's programs, its folder and its port."""

    programs: Path
    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgresql://campaign@127.0.0.1:{self.port}/postgres"

    def control(self, *words: str) -> None:
        """Run pg_ctl and wait for what it does."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        data, log = self.folder / "data", self.folder / "log"
        arguments = ("-D", data, "-w", "-s", "-l", log, "-o", options)
        self._run("pg_ctl", *words, *arguments)

    def restart(self, *, at_once: bool) -> None:
        """Stop the server, with a checkpoint or as in a crash, and start it again."""
        self.control("restart", "-m", "immediate" if at_once else "fast")

    def create(self) -> None:
        """Make the cluster's files."""
        self._run(
            "initdb", "-D", self.folder / "data", "-U", "campaign", "-N", "-A", "trust"
        )

    def _run(self, program: str, *arguments: object) -> None:
        user = _SERVER if os.geteuid() == 0 else None
        subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            [self.programs / program, *map(str, arguments)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user,
            cwd=self.folder,
            timeout=120,
        )


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a server; NotHereError where PostgreSQL's programs are not installed."""
    where = MEMORY if MEMORY.is_dir() else None
    with TemporaryDirectory(dir=where) as name:
        folder = Path(name)
        folder.chmod(0o755)
        owner = _SERVER if os.geteuid() == 0 else getpass.getuser()
        made = Cluster(_programs(), folder / "cluster", free_port())
        made.folder.mkdir()
        shutil.chown(made.folder, owner)
        made.create()
        made.control("start")
        try:
            yield made
        finally:
            made.control("stop", "-m", "immediate")


def _programs() -> Path:
    """Return the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise NotHereError("PostgreSQL's server is not installed (initdb)")
    return found[-1].parent
