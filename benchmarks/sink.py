"""A mail server that takes everything and keeps nothing, as a process of its own.

`python -m benchmarks.sink` prints its port; it ends when its standard input does.
"""

import asyncio
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

import click

from benchmarks.serving import ROOT

_END = b"\r\n.\r\n"
_ANSWERS = {
    b"EHLO": b"250-sink\r\n250 8BITMIME\r\n",
    b"HELO": b"250 sink\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}


class Session(asyncio.Protocol):
    """One connection: every command is answered at once, every letter is taken."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self._out, self._read, self._in_data = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer what has come whole."""
        self._read += data
        while (end := self._read.find(_END if self._in_data else b"\r\n")) >= 0:
            if self._in_data:
                self._read, self._in_data = self._read[end + len(_END) :], False
                self._out.write(b"250 taken\r\n")
                continue
            verb, self._read = self._read[:4].upper(), self._read[end + 2 :]
            self._in_data = verb == b"DATA"
            self._out.write(_ANSWERS.get(verb, b"250 ok\r\n"))
            if verb == b"QUIT":
                self._out.close()


@contextmanager
def sink() -> Generator[int]:
    """Run a mail server in a process of its own; yield its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sink"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.communicate(timeout=20)


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Session, "127.0.0.1", 0)
    click.echo(server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
