"""A mail server whose faults end: it errs as often as it is told, then it is honest."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

DROP = "drop"
"""An answer that never comes: the connection ends instead."""
HANG = "hang"
"""An answer that never comes, while the connection stays."""
SLOW = "slow"
"""An answer that takes its time."""
HEARD = "|drop"
"""Behind an answer: the connection ends after it."""
SECONDS = 0.1
"""How long a slow answer takes."""
_HONEST = {
    "CONNECT": "220 ready",
    "EHLO": "250 here",
    "MAIL": "250 sender ok",
    "RCPT": "250 recipient ok",
    "DATA": "354 go on",
    ".": "250 2.0.0 taken",
    "RSET": "250 reset",
    "NOOP": "250 here",
    "QUIT": "221 bye",
}


class Fault(NamedTuple):
    """What a server answers to a verb instead, to which recipients, and how often.

    `times` is None where it never ends; without `to` it is for everybody.
    """

    verb: str
    answer: str
    times: int | None = None
    to: frozenset[str] = frozenset()


class Received(NamedTuple):
    """A letter's content, over which connection, and what was answered to it."""

    at: datetime
    connection: int
    recipients: tuple[str, ...]
    content: bytes
    answer: str

    @property
    def heard(self) -> bool:
        """Tell whether its sender heard that it was taken."""
        return self.answer.startswith("250")


@dataclass
class Log:
    """What came in, and every command; `now` is the season's clock."""

    now: datetime
    received: list[Received] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    connections: int = 0


class PostOffice(socketserver.ThreadingTCPServer):
    """A server on loopback with one fault at most."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, log: Log, fault: Fault | None, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Session)
        self.log, self.fault = log, fault
        self.over = threading.Event()
        self._left = fault.times if fault else 0

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""

    def answer(self, verb: str, to: str) -> str:
        """Return what to answer; a fault wears off."""
        fault = self.fault
        if (
            fault is None
            or verb != fault.verb
            or self._left == 0
            or (fault.to and to not in fault.to)
        ):
            return _HONEST.get(verb, "500 unknown command")
        if self._left is not None:
            self._left -= 1
        return fault.answer


class _Session(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        log = self.server.log
        log.connections += 1
        self._connection = log.connections
        self._recipients: list[str] = []
        if not self._say("CONNECT", self.server.answer("CONNECT", "")):
            return
        while line := self.rfile.readline():
            command = line.decode().strip()
            log.commands.append(command)
            if not self._obey(command):
                return

    def _obey(self, command: str) -> bool:
        verb = command.split(" ")[0].upper()
        to = command.partition("<")[2].partition(">")[0]
        answer = self.server.answer(verb, to)
        if verb in ("MAIL", "RSET"):
            self._recipients = []
        if verb == "RCPT":
            self._note(to, answer)
        going_on = self._say(verb, answer) and verb != "QUIT"
        if going_on and verb == "DATA" and answer.startswith(("354", SLOW)):
            return self._content()
        return going_on

    def _note(self, to: str, answer: str) -> None:
        if answer.startswith(("250", SLOW)):
            self._recipients.append(to)
        else:
            self.server.log.refused[to] = answer

    def _content(self) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        answer = self.server.answer(".", "")
        if answer == SLOW:
            answer = _HONEST["."]
            self.server.over.wait(SECONDS)
        content = b"".join(lines)
        log, to = self.server.log, tuple(self._recipients)
        if answer[0] not in "45":
            log.received.append(
                Received(log.now, self._connection, to, content, answer)
            )
        else:
            log.refused |= dict.fromkeys(to, answer)
        return self._say(".", answer)

    def _say(self, verb: str, answer: str) -> bool:
        if answer == DROP:
            return False
        if answer == HANG:
            self.server.over.wait(60)
            return False
        if answer == SLOW:
            self.server.over.wait(SECONDS)
            answer = _HONEST[verb]
        words, _, then = answer.partition("|")
        self.wfile.write(words.encode() + b"\r\n")
        return not then and not words.startswith("421")


@contextmanager
def post_office(log: Log, fault: Fault | None, port: int = 0) -> Iterator[PostOffice]:
    """Run a server with a fault."""
    with PostOffice(log, fault, port) as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
