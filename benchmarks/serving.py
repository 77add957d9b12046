"""Serve pages in a process of its own: the product's, or the bare ones beside them.

`python -m benchmarks.serving product|live|bare ADDRESS MOMENT PROCESSES` prints its
port. The product's clock stands at the moment; served live it runs, and the moment is
its zero.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from socket import socket

import click

from benchmarks.bare_pages import bare_app
from benchmarks.started import open_at
from flows.beside import accompanied
from flows.child import stay
from flows.listening import open_port, serve_asgi
from web.app import create_app

ROOT = Path(__file__).parents[1]


@contextmanager
def serving(
    which: str, address: str, now: datetime, processes: int = 1
) -> Generator[int]:
    """Serve a ledger by so many processes; yield the port."""
    program = (sys.executable, "-m", "benchmarks.serving")
    command = [*program, which, address, f"{now}", f"{processes}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(20)


def zero(now: datetime) -> datetime:
    """Return the zero of clocks that show `now` at this moment, in any process."""
    return now - timedelta(seconds=time.monotonic())


def running(since: datetime) -> Callable[[], datetime]:
    """Return the clock of a zero; those of several processes show the same."""
    return lambda: since + timedelta(seconds=time.monotonic())


def _serve(which: str, address: str, moment: str, processes: str) -> None:
    listener = open_port(0, "")
    port = listener.getsockname()[1]
    given = which, address, moment
    with accompanied(int(processes) - 1, answer, listener, *given) as others:

        def all_ready() -> None:
            stay()
            others()
            click.echo(port)

        answer(listener, *given, all_ready)


def answer(
    listener: socket,
    which: str,
    address: str,
    moment: str,
    ready: Callable[[], None],
) -> None:
    """Answer on a socket until SIGTERM."""
    now = datetime.fromisoformat(moment)
    if which == "bare":
        app = bare_app(address)
    else:
        clock = running(now) if which == "live" else lambda: now
        app = create_app(open_at(address), clock)
    serve_asgi(app, listener, ready)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
