"""SMTP sessions whose errors tell what smtplib's alone do not."""

import smtplib
import ssl
from collections.abc import Callable
from typing import Any

from desk.mail.outcome import FOR_GOOD, LATER, TAKEN, Unanswered
from schemas.smtp import SmtpServerError

MayLeave = Callable[[], bool]
"""Asked when the content of a letter is about to leave: nothing leaves after a no."""


class WithheldError(smtplib.SMTPException):
    """A letter was held when its content was about to leave; nothing has left."""


class Session(smtplib.SMTP):
    """A session whose errors say whether content had left and a password was denied."""

    may_leave: MayLeave | None = None
    _content_began = False
    _denial: smtplib.SMTPAuthenticationError | None = None

    def send(self, s: Any) -> None:
        """Note whether content leaves."""
        # smtplib sends commands as str and nothing but a letter's content as bytes.
        self._content_began = isinstance(s, bytes)
        super().send(s)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Raise Unanswered where content had begun to leave and no answer came.

        Raises WithheldError where it may not leave any more.
        """
        if self.may_leave is not None and not self.may_leave():
            raise WithheldError("held before its content left")
        try:
            code, words = super().data(msg)
        except OSError as error:
            if self._content_began:
                raise Unanswered(str(error)) from error
            raise
        if code != TAKEN and code not in LATER and code not in FOR_GOOD:
            raise Unanswered(f"{code} {words!r}")
        return code, words

    def auth(self, mechanism: str, authobject: Any, **more: Any) -> tuple[int, bytes]:
        """Remember a denial."""
        try:
            return super().auth(mechanism, authobject, **more)
        except smtplib.SMTPAuthenticationError as error:
            self._denial = error
            raise

    def login(self, user: str, password: str, **more: Any) -> tuple[int, bytes]:
        """Raise the denial itself where the server hangs up after it."""
        try:
            return super().login(user, password, **more)
        except smtplib.SMTPAuthenticationError:
            raise
        except OSError as error:
            raise (self._denial or error) from None


class TlsSession(Session, smtplib.SMTP_SSL):
    """The same over implicit TLS."""


def verifying(cafile: str | None) -> ssl.SSLContext:
    """Return a context that checks certificates, against `cafile` or the system's."""
    # smtplib's own context verifies nothing.
    try:
        return ssl.create_default_context(cafile=cafile)
    except OSError as error:
        raise SmtpServerError(
            f"cannot read certificates of {cafile}: {error}"
        ) from error
