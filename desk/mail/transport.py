"""Hand a composed letter to an SMTP server: one attempt, and what came of it."""

import re
import socket
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from email import policy
from email.message import Message
from typing import Any, cast

import yagmail

from desk.mail.address import checked
from desk.mail.outcome import TAKEN, Answers, Outcome, answered, failed
from desk.mail.session import MayLeave, Session, TlsSession, verifying
from schemas.smtp import SmtpServer

_LINE_END = re.compile(rb"\r\n|\r|\n")
_WIRE = policy.compat32.clone(linesep="\r\n", max_line_length=0)


class Composed(Message):
    """A letter that is its stored bytes: nothing parses or folds them again."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.raw = raw


class Mailer(yagmail.Client):
    """A client of one thread: a connection kept over letters, one attempt a letter.

    Reconnects after 200 letters and, where the server no longer answers, after 5 s of
    idleness; a session that failed in any way is dropped, never used again. Raises
    SmtpServerError where the file of certificates cannot be read.
    """

    IDLE_SECONDS = 5.0
    LETTERS = 200
    GOODBYE_SECONDS = 1.0

    def __init__(self, server: SmtpServer) -> None:
        context: dict[str, Any] = (
            {"context": verifying(server.cafile)} if server.tls else {}
        )
        super().__init__(  # pyright: ignore[reportUnknownMemberType] (its bare `dict`)
            "",
            host=server.host,
            port=server.port,
            smtp_ssl=server.tls == "ssl",
            smtp_starttls=context if server.tls == "starttls" else False,
            smtp_skip_login=True,
            soft_email_validation=False,
            timeout=server.timeout,
            local_hostname="localhost",
            **(context if server.tls == "ssl" else {}),
        )
        self.set_logging(None)
        self.server = server
        self._thread = threading.get_ident()
        self._used = 0.0
        self._letters = 0
        self._may_leave: MayLeave | None = None

    @property
    def connection(self) -> type[Session]:
        """Return the kind of session to open."""
        return TlsSession if self.ssl else Session

    def post(
        self,
        sender: str,
        recipients: Iterable[str],
        letter: Message,
        may_leave: MayLeave | None = None,
    ) -> Answers:
        """Send once and return the recipients that were refused.

        Raises OSError (smtplib's errors are) where it was taken for none, AddressError.
        """
        self.user, self._may_leave = checked(sender), may_leave
        to = [checked(recipient) for recipient in recipients]
        return cast("Answers", self.send(to=to, contents=letter))

    def login(self) -> None:
        """Make sure of a live session."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("a Mailer belongs to the thread that made it")
        if self._alive():
            return
        self.close()
        try:
            super().login()
            if self.server.user:
                self.smtp.login(self.server.user, self.server.password)
        except BaseException:
            self._drop()
            raise
        self._used, self._letters = time.monotonic(), 0

    def prepare_send(
        self,
        to: Any = None,
        subject: Any = None,
        contents: Any = None,
        *more: Any,
        **named: Any,
    ) -> tuple[list[str], str]:
        """Take a ready message; anything else yagmail would turn into attachments."""
        # The first four more are attachments, copies, blind copies and headers.
        beside = (subject, *more[:4], *named.values())
        if not isinstance(contents, Message) or any(beside):
            raise TypeError("a ready Message only, with all its headers and parts")
        composed = isinstance(contents, Composed)
        raw = contents.raw if composed else contents.as_bytes(policy=_WIRE)
        # yagmail hands on text: latin-1 carries bytes through it unchanged.
        return list(to), _with_line_ends(raw).decode("latin-1")

    def _attempt_send(self, recipients: list[str], msg_strings: str) -> dict[str, Any]:
        # yagmail's own would sleep, send again, and keep failures in memory.
        cast("Session", self.smtp).may_leave = self._may_leave
        try:
            return self.smtp.sendmail(
                self.user, recipients, msg_strings.encode("latin-1")
            )
        except BaseException:
            self._drop()
            raise
        finally:
            self._used, self._letters = time.monotonic(), self._letters + 1

    def close(self) -> None:
        """Take leave of the server where there is a session."""
        self.is_closed = True
        line = self._line()
        if line is not None:
            with suppress(OSError):
                line.settimeout(self.GOODBYE_SECONDS)
                self.smtp.quit()
            self.smtp.close()

    def _alive(self) -> bool:
        if self._line() is None or self._letters >= self.LETTERS:
            return False
        if time.monotonic() - self._used < self.IDLE_SECONDS:
            return True
        try:
            return self.smtp.noop()[0] == TAKEN
        except OSError:
            return False

    def _line(self) -> socket.socket | None:
        return getattr(self.smtp, "sock", None)

    def _drop(self) -> None:
        if self._line() is not None:
            self.smtp.close()


def _with_line_ends(raw: bytes) -> bytes:
    """Return a message whose lines end as RFC 5321, 2.3.8 wants it: ours do already."""
    ends = raw.count(b"\r\n")
    if raw.count(b"\r") == ends == raw.count(b"\n"):
        return raw
    return _LINE_END.sub(b"\r\n", raw)


def deliver(
    mailer: Mailer,
    sender: str,
    recipients: Iterable[str],
    message: bytes | Message,
    may_leave: MayLeave | None = None,
) -> Outcome:
    """Try once to hand `message` over and return what came of it.

    Bytes are sent as they are (line ends become CRLF). No fault of the mail system
    raises; AddressError is for a text that is no address, before anything is sent.
    """
    to = tuple(dict.fromkeys(recipients))
    letter = Composed(message) if isinstance(message, bytes) else message
    try:
        return answered(to, mailer.post(sender, to, letter, may_leave))
    except OSError as error:
        return failed(to, error)


def mailer_for(server: SmtpServer) -> Mailer:
    """Return this thread's client for `server`."""
    kept: Mailer | None = getattr(_threads, "mailer", None)
    if kept is not None and kept.server == server:
        return kept
    if kept is not None:
        kept.close()
    _threads.mailer = Mailer(server)
    return _threads.mailer


_threads = threading.local()
