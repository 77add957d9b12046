"""A mail server as a process: notes each letter it took."""

import asyncio
import signal
import sys
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP


class Relay:
    """Writes a line a letter: its Message-ID and a digest of its bytes."""

    def __init__(self, folder: Path) -> None:
        self._taken = folder / "taken"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        content = bytes(envelope.content)
        number = message_from_bytes(content)["Message-ID"]
        with self._taken.open("a") as file:
            file.write(f"{number} {sha256(content).hexdigest()}\n")
        return "250 taken"


async def _serve(folder: Path, host: str, port: int) -> None:
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, end.set)
    handler = Relay(folder)
    server = await loop.create_server(lambda: SMTP(handler), host, port)
    async with server:
        await end.wait()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
