"""Take mail on a loopback port, from who knows the password, and keep it."""

import asyncio
import logging
import socket
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from secrets import compare_digest
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from aiosmtpd.smtp import Envelope as Spoken
from aiosmtpd.smtp import Session as Dialogue

from postbox.store import Envelope, Store
from schemas.errors import CampaignError
from schemas.smtp import SmtpServer, is_loopback


class SinkError(CampaignError):
    """The sink cannot listen as it was told to."""


class Sink:
    """An SMTP server on a thread of its own; a letter is on disk before its 250.

    `port` 0 means any free one. Raises SinkError for a host that is not this machine,
    StoreError for a folder that cannot be used.
    """

    def __init__(
        self,
        folder: Path,
        *,
        password: str,
        user: str = "campaign",
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        if not is_loopback(host):
            raise SinkError(f"the mailbox listens on loopback only, not on {host!r}")
        if not user or not password:
            raise SinkError("the mailbox needs a user and a password")
        self.server = SmtpServer(host, port, user=user, password=password)
        self.store = Store(folder)

    def start(self) -> Self:
        """Listen; `server` then names the port. Raises SinkError for a port taken."""
        # aiosmtpd logs addresses at INFO and warns of its own calls.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        listening = self._listening()
        self.server = replace(self.server, port=listening.getsockname()[1])
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        serving = self._loop.create_server(self._dialogue, sock=listening)
        self._serving = asyncio.run_coroutine_threadsafe(serving, self._loop).result()
        return self

    def stop(self) -> None:
        """Hang up and close; what was answered with 250 is kept."""
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _listening(self) -> socket.socket:
        host, port = self.server.host, self.server.port
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return socket.create_server((host, port), family=family)
        except OSError as error:
            raise SinkError(f"port {port} on {host} cannot be used: {error}") from error

    def _dialogue(self) -> SMTP:
        return SMTP(
            _Handler(self.store),
            hostname="localhost",
            ident="campaign",
            auth_require_tls=False,
            authenticator=self._authenticate,
            loop=self._loop,
        )

    def _authenticate(
        self,
        _server: SMTP,
        _session: Dialogue,
        _envelope: Spoken,
        _mechanism: str,
        given: LoginPassword,
    ) -> AuthResult:
        user = compare_digest(given.login, self.server.user.encode())
        password = compare_digest(given.password, self.server.password.encode())
        return AuthResult(success=user and password, handled=False)

    async def _hang_up(self) -> None:
        self._serving.close()
        dialogues = asyncio.all_tasks() - {asyncio.current_task()}
        for dialogue in dialogues:
            dialogue.cancel()
        await asyncio.gather(*dialogues, return_exceptions=True)


class _Handler:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def handle_MAIL(
        self,
        _server: SMTP,
        session: Dialogue,
        envelope: Spoken,
        address: str,
        _options: list[str],
    ) -> str:
        """Let in who has logged in; aiosmtpd's own way warns at every connection."""
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(
        self, _server: SMTP, _session: Dialogue, envelope: Spoken
    ) -> str:
        """Keep the letter, then say so."""
        kept = Envelope(envelope.mail_from or "", tuple(envelope.rcpt_tos))
        try:
            number = self._store.add(envelope.original_content or b"", kept)
        except sqlite3.Error:
            logging.getLogger(__name__).exception("a letter could not be kept")
            return "452 4.3.1 The letter could not be kept, try again later"
        return f"250 2.0.0 Kept as {number}"
