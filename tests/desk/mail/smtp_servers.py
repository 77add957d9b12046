"""SMTP servers on loopback that answer as told: honest ones, and ones that fail."""

import datetime
import ipaddress
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DROP = "drop"
HANG = "hang"
HONEST = {
    "CONNECT": "220 ready",
    "EHLO": "250-here\r\n250-SIZE 1000000\r\n250 HELP",
    "MAIL": "250 sender ok",
    "RCPT": "250 recipient ok",
    "DATA": "354 go on",
    ".": "250 2.0.0 taken",
    "RSET": "250 reset",
    "NOOP": "250 here",
    "QUIT": "221 bye",
}


class Scripted(socketserver.ThreadingTCPServer):
    """A server that gives each command the answer of a script.

    Keys are verbs, "." is the end of the content, and "RCPT <address>" or "MAIL 2"
    (the second MAIL of the server's life) go before the verb alone. The answers DROP
    and HANG end the connection and never come; "550 no|DROP" answers, then drops.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, **script: str) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        named = {key.replace("_", " ", 1): value for key, value in script.items()}
        self.script = HONEST | named
        self.contents: list[bytes] = []
        self.commands: list[str] = []
        self.connections = 0
        self.stopped = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""


class _Dialogue(socketserver.StreamRequestHandler):
    server: Scripted

    def handle(self) -> None:
        self.server.connections += 1
        if not self._answer("CONNECT"):
            return
        while line := self.rfile.readline():
            command = line.decode().strip()
            self.server.commands.append(command)
            verb = command.split(" ")[0].upper()
            if not self._answer(verb, self._keys(command, verb)):
                return
            if verb == "QUIT" or (verb == "DATA" and not self._content()):
                return

    def _keys(self, command: str, verb: str) -> list[str]:
        nth = sum(c.upper().startswith(verb) for c in self.server.commands)
        address = command.partition("<")[2].partition(">")[0]
        return [f"{verb} {address}", f"{verb} {nth}"]

    def _content(self) -> bool:
        if not self.server.script["DATA"].startswith("354"):
            return True
        if self.server.script["."] == "drop at once":
            return False
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        self.server.contents.append(b"".join(lines))
        return self._answer(".")

    def _answer(self, verb: str, keys: list[str] | None = None) -> bool:
        script = self.server.script
        key = next((k for k in keys or [] if k in script), verb)
        words = script.get(key, "500 unknown command")
        if words == HANG:
            self.server.stopped.wait(10)
            return False
        if words == DROP:
            return False
        said, _, then = words.partition("|")
        self.wfile.write(said.encode() + b"\r\n")
        return then != "DROP"


@contextmanager
def scripted(**script: str) -> Iterator[Scripted]:
    """Run a server of that script."""
    with Scripted(**script) as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            server.shutdown()


class Taken(NamedTuple):
    """A letter an honest server took, and over which connection."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    peer: int
    encrypted: bool
    user: str


class Guarded:
    """A handler that takes letters after AUTH only, and remembers each login."""

    USER, PASSWORD = "campaign", "s3cret-word"

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.logins: list[str] = []
        self.writers: list[SMTP] = []

    def authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given[0])
        ok = given == (self.USER, self.PASSWORD)
        return AuthResult(success=ok, handled=False, auth_data=given[0])

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.writers.append(server)
        self.taken.append(
            Taken(
                envelope.mail_from,
                tuple(envelope.rcpt_tos),
                envelope.original_content,
                session.peer[1],
                session.ssl is not None,
                session.auth_data,
            )
        )
        return "250 2.0.0 taken"

    def hang_up(self) -> None:
        """Close the connection of the last letter, as a server does when it is idle."""
        server = self.writers[-1]
        server.loop.call_soon_threadsafe(server.transport.close)


class Certificate(NamedTuple):
    """A self-signed certificate of 127.0.0.1 and localhost, as files."""

    path: Path
    key: Path


def self_signed(folder: Path, *names: str, ended: bool = False) -> Certificate:
    """Write a certificate that signs itself, valid from the day before yesterday.

    It ends tomorrow, or `ended` yesterday.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "campaign test")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    subjects: list[x509.GeneralName] = [x509.DNSName(n) for n in names or ["localhost"]]
    if not names:
        subjects.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - 2 * day)
        .not_valid_after(now - day if ended else now + day)
        .add_extension(x509.SubjectAlternativeName(subjects), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    made.path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made


@contextmanager
def guarded(
    certificate: Certificate | None, *, implicit: bool = False, port: int = 0
) -> Iterator[tuple[Guarded, int]]:
    """Run an honest server with AUTH: STARTTLS, implicit TLS, or none."""
    handler = Guarded()
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate.path, certificate.key)
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=port or free_port(),
        server_hostname="localhost",
        authenticator=handler.authenticate,
        auth_require_tls=context is not None and not implicit,
        tls_context=None if implicit else context,
        ssl_context=context if implicit else None,
    )
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
