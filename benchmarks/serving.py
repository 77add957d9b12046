"""Serve pages in a process of its own: the product's, or the bare ones beside them.

`python -m benchmarks.serving product|bare ADDRESS MOMENT` prints its port.
"""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from benchmarks.bare_pages import bare_app
from benchmarks.started import open_at
from flows.listening import open_port, serve_asgi
from web.app import create_app

ROOT = Path(__file__).parents[1]


@contextmanager
def serving(which: str, address: str, now: datetime) -> Generator[int]:
    """Serve a ledger; yield the port."""
    command = [sys.executable, "-m", "benchmarks.serving", which, address, f"{now}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(20)


def _serve(which: str, address: str, moment: str) -> None:
    now, listener = datetime.fromisoformat(moment), open_port(0, "")
    port = listener.getsockname()[1]
    if which == "bare":
        app = bare_app(address)
    else:
        app = create_app(open_at(address), lambda: now)
    serve_asgi(app, listener, lambda: click.echo(port))


if __name__ == "__main__":
    _serve(*sys.argv[1:])
