"""Prefect's database with no more than its tables, made once for all servers of a run.

To make them takes each server six seconds of a processor; its first start as a user has
it, from nothing, is in test_run.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from flows.environment import prefect_home
from settings import Secret, Settings

_KEPT = Path(__file__).parents[2] / ".pytest_cache" / "prefect"


def begin_migrated(settings: Settings) -> None:
    """Put Prefect's empty tables where its server looks for them, unless one ran."""
    settings.secret(Secret.UI)  # makes the product's folder, private
    home = prefect_home(settings)
    database = home / "prefect.db"
    if not database.exists():
        home.mkdir(exist_ok=True)
        shutil.copyfile(_tables(), database)


def _tables() -> Path:
    """Return the file with the tables of the Prefect that is installed."""
    _KEPT.mkdir(parents=True, exist_ok=True)
    made = _KEPT / f"{version('prefect')}.db"
    with (_KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # processes of one run want it at once
        if not made.exists():
            begun = made.with_suffix(".begun")
            begun.unlink(missing_ok=True)
            _migrate(begun)
            begun.rename(made)
    return made


def _migrate(database: Path) -> None:
    environ = os.environ | {
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(database.parent),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database}",
    }
    command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"]
    subprocess.run(command, env=environ, check=True, capture_output=True)  # noqa: S603
