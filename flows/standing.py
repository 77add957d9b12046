"""Who serves a folder: at most one supervisor, found by its lock."""

import fcntl
import json
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from schemas.errors import CampaignError
from settings import Settings


class AlreadyUpError(CampaignError):
    """Another supervisor serves this folder."""


class UnfinishedRestoreError(CampaignError):
    """Nobody knows whether the ledger is the one before a restore or after it."""


class Standing(NamedTuple):
    """The supervisor at work: its process, and whether every part has answered."""

    pid: int
    ready: bool


def standing(settings: Settings) -> Standing | None:
    """Return who serves the folder now, or None."""
    try:
        with _lock_file(settings).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return Standing(**json.loads(_lock_file(settings).read_text()))
    return None


@contextmanager
def stand(settings: Settings) -> Generator[Callable[[bool], None]]:
    """Hold the folder; yields what records whether every part has answered.

    Raises AlreadyUpError.
    """
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _lock_file(settings).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyUpError(_already(settings)) from None

        def record(ready: bool) -> None:
            text = json.dumps(Standing(os.getpid(), ready)._asdict())
            file.truncate(0)
            file.write(text)
            file.flush()

        record(ready=False)
        yield record


def refuse_unfinished(settings: Settings) -> None:
    """Raise UnfinishedRestoreError where a restore was interrupted."""
    if (file := restoring(settings)).exists():
        raise UnfinishedRestoreError(
            f"a restore into {settings.ledger} was interrupted: run `campaign restore` "
            f"again; if the ledger shall stay as it is, remove {file}"
        )


def restoring(settings: Settings) -> Path:
    """Return the file that stands from a restore's begin to its end."""
    return settings.var / "restore.unfinished"


def _already(settings: Settings) -> str:
    other = standing(settings)
    stop = f"stop it first: kill {other.pid}" if other else "try again"
    return f"{settings.var} is already being served at {settings.ui_address}; {stop}"


def _lock_file(settings: Settings) -> Path:
    return settings.var / "up.lock"
