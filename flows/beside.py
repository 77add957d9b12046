"""More processes beside a part's own, which answer on the same socket."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from socket import socket
from typing import Any

from flows.child import follow_parent, speak

Answer = Callable[..., None]
"""Answers on a listening socket until SIGTERM; what it is given can be pickled."""

_GRACE = 10.0


@contextmanager
def accompanied(
    count: int, answer: Answer, listener: socket, *given: Any
) -> Generator[None]:
    """Let `count` more processes answer, each by `answer(listener, *given)`.

    Whoever is free takes the next connection. SIGTERM ends them with this process, and
    so does the end of any of them: whoever keeps this process alive begins all anew.
    """
    if not count:
        yield
        return
    signal.signal(signal.SIGTERM, _leave)
    spawn = multiprocessing.get_context("spawn")
    beside = [
        spawn.Process(target=_beside, args=(answer, listener, *given))
        for _ in range(count)
    ]
    for one in beside:
        one.start()
    threading.Thread(target=_end_with_any, args=(beside,), daemon=True).start()
    try:
        yield
    finally:
        for one in beside:
            one.terminate()
        for one in beside:
            one.join(_GRACE)
            one.kill()


def _leave(*_: object) -> None:
    """End by way of what is to be done at the end; SIGTERM itself ends at once."""
    sys.exit(0)


def _end_with_any(beside: list[SpawnProcess]) -> None:
    wait([one.sentinel for one in beside])
    os.kill(os.getpid(), signal.SIGTERM)


def _beside(answer: Answer, listener: socket, *given: Any) -> None:
    follow_parent(lambda: os.kill(os.getpid(), signal.SIGKILL))
    speak()
    answer(listener, *given)
