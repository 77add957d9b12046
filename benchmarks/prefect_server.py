"""Prefect's server, as the product runs it, in a process and a folder of its own.

`python -m benchmarks.prefect_server FOLDER PORT` prints a line once it answers.
"""

import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from benchmarks.serving import ROOT
from flows.environment import enter_prefect
from settings import Settings


def settings_in(folder: str, ports: list[int], ledger: str = "") -> Settings:
    """Return the settings of a product in a folder of its own."""
    ui, web, mailbox, smtp = ports
    return Settings(
        var=Path(folder),
        ledger=ledger or str(Path(folder) / "ledger.db"),
        ui_port=ui,
        web_port=web,
        mailbox_port=mailbox,
        mailbox_smtp_port=smtp,
    )


@contextmanager
def prefect_server(folder: str) -> Generator[list[int]]:
    """Run the server; yield the ports that its clients are to be told."""
    ports = _free(4)
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.prefect_server", folder, *map(str, ports)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        while process.stdout.readline().strip() != "ready":
            if process.poll() is not None:
                raise ChildProcessError("Prefect's server did not start")
        yield ports
    finally:
        process.terminate()
        process.wait(30)


def _free(count: int) -> list[int]:
    with ExitStack() as stack:
        held = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            for _ in range(count)
        ]
        return [one.getsockname()[1] for one in held]


def _serve(folder: str, *ports: str) -> None:
    settings = settings_in(folder, [int(one) for one in ports])
    enter_prefect(settings, quiet=True)
    from flows.server import serve_prefect

    serve_prefect(settings, lambda: click.echo("ready"))


if __name__ == "__main__":
    _serve(*sys.argv[1:])
