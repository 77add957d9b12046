"""As much of an IMAP server as our client asks for: it refuses what it is told to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

_FETCH = re.compile(rb"UID FETCH (\d+) \((.*)\)")


@dataclass
class Imap:
    """A mailbox of messages, numbered from 1; `refused` says what a FETCH answers."""

    port: int
    messages: list[bytes] = field(default_factory=list[bytes])
    refused: dict[int, bytes] = field(default_factory=dict[int, bytes])

    def answer(self, command: bytes) -> list[bytes]:
        """Return the lines that answer a command, the last without its tag."""
        fetch = _FETCH.match(command)
        if fetch:
            return self._fetch(int(fetch[1]), fetch[2])
        if command.startswith(b"UID SEARCH"):
            uids = b" ".join(b"%d" % n for n in range(1, len(self.messages) + 1))
            return [b"* SEARCH " + uids, b"OK"]
        if command.startswith(b"CAPABILITY"):
            return [b"* CAPABILITY IMAP4rev1", b"OK"]
        if command.startswith(b"SELECT"):
            exists = b"* %d EXISTS" % len(self.messages)
            return [exists, b"* OK [UIDVALIDITY 7] x", b"OK [READ-WRITE] x"]
        return [b"* BYE", b"OK"] if command.startswith(b"LOGOUT") else [b"OK"]

    def _fetch(self, uid: int, what: bytes) -> list[bytes]:
        if uid in self.refused:
            return [self.refused[uid]]
        raw = self.messages[uid - 1]
        if what == b"RFC822.SIZE":
            return [b"* %d FETCH (UID %d RFC822.SIZE %d)" % (uid, uid, len(raw)), b"OK"]
        head = b"* %d FETCH (UID %d BODY[]<0> {%d}" % (uid, uid, len(raw))
        return [head + b"\r\n" + raw + b")", b"OK"]


@contextmanager
def imap() -> Iterator[Imap]:
    """Serve a mailbox on a port of loopback."""

    class Session(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            for line in self.rfile:
                tag, _, command = line.strip().partition(b" ")
                *lines, last = box.answer(command)
                for one in (*lines, tag + b" " + last + b" ."):
                    self.wfile.write(one + b"\r\n")

    ThreadingTCPServer.allow_reuse_address = True
    with ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        box = Imap(server.server_address[1])
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
