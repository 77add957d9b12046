"""More processes beside a part's own, which answer on the same socket."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from socket import socket
from typing import Any, NamedTuple

from flows.child import follow_parent, says_ready, speak

Answer = Callable[..., None]
"""Answers on a listening socket until SIGTERM: `answer(listener, *given, ready)`.

`ready` is called once it does; the rest it is given can be pickled.
"""

_GRACE = 10.0
_log = logging.getLogger("campaign.beside")


class _Follower(NamedTuple):
    """A process beside, and the line on which it says that it answers."""

    process: SpawnProcess
    line: Connection


@contextmanager
def accompanied(
    count: int, answer: Answer, listener: socket, *given: Any
) -> Generator[Callable[[], None]]:
    """Let `count` more processes answer; yield what waits until all of them do.

    Whoever is free takes the next connection. SIGTERM ends them with this process, and
    so does the end of any of them: whoever keeps this process alive begins all anew.
    """
    if not count:
        yield lambda: None
        return
    beside, over = list[_Follower](), threading.Event()
    signal.signal(signal.SIGTERM, _leave)
    try:
        for _ in range(count):
            beside.append(_start(answer, listener, *given))
        threading.Thread(target=_end_with_any, args=(beside, over), daemon=True).start()
        yield lambda: _await(beside)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # nothing ends the ending
        over.set()
        for one in beside:
            one.process.terminate()
        for one in beside:
            one.process.join(_GRACE)
            one.process.kill()


def _start(answer: Answer, listener: socket, *given: Any) -> _Follower:
    spawn = multiprocessing.get_context("spawn")
    line, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_beside, args=(theirs, answer, listener, *given))
    process.start()
    theirs.close()
    return _Follower(process, line)


def _await(beside: list[_Follower]) -> None:
    """Wait until all answer; one that cannot ends them all by its own end."""
    for one in beside:
        try:
            one.line.recv()
        except EOFError:
            return


def _leave(*_: object) -> None:
    """End by way of what is to be done at the end; SIGTERM itself ends at once."""
    sys.exit(0)


def _end_with_any(beside: list[_Follower], over: threading.Event) -> None:
    gone = wait([one.process.sentinel for one in beside])
    if over.is_set():
        return
    for process, _ in beside:
        if process.sentinel in gone:
            process.join()
            said = "process %s beside has ended with %s; all begin anew"
            _log.error(said, process.pid, process.exitcode)
    os.kill(os.getpid(), signal.SIGTERM)


def _beside(line: Connection, answer: Answer, listener: socket, *given: Any) -> None:
    follow_parent(lambda: os.kill(os.getpid(), signal.SIGKILL))
    speak()
    answer(listener, *given, says_ready(line))
