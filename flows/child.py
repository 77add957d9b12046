"""What every part's process does first: follow its parent, write to its own log."""

import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from schemas.errors import CampaignError
from settings import Settings

READY = ""
_LOG_LIMIT = 5_000_000

Ready = Callable[[], None]
"""What a part calls once it answers."""


class Part(NamedTuple):
    """A part with a process of its own; `serve` returns after SIGTERM.

    `serve` is importable by name, as a new interpreter calls it.
    """

    name: str
    serve: Callable[[Settings, Ready], None]


def live(part: Part, settings: Settings, line: Connection, log: Path) -> None:
    """Serve the part; `line` carries READY, or the reason why it cannot start."""
    os.setsid()
    follow_parent(lambda: os.killpg(0, signal.SIGKILL))
    _write_to(log)
    speak()
    try:
        part.serve(settings, says_ready(line))
    except CampaignError as error:
        line.send(str(error))
        raise SystemExit(1) from error


def follow_parent(end: Callable[[], None]) -> None:
    """Call `end` once the process that started this one is gone."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            end()

    threading.Thread(target=wait, daemon=True).start()


def says_ready(line: Connection) -> Ready:
    """Return what a process calls once it answers: it has loaded all it works with."""

    def ready() -> None:
        stay()
        line.send(READY)

    return ready


def stay() -> None:
    """Let no collection of garbage look again through what is loaded by now.

    It stays as long as the process does, and a look through it takes a tenth of a
    second with Prefect in memory. How seldom there is a look at all, desks say.
    """
    gc.collect()
    gc.freeze()


def speak() -> None:
    """Let what is logged be written to this process's standard error."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("campaign").setLevel(logging.INFO)


def _write_to(log: Path) -> None:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".old"))
    with log.open("a") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
