"""The office's mailbox over IMAP (RFC 3501): looked at, hardly ever written to.

imap_tools' own `flag` expunges what other people marked as deleted, so flags are set
by the protocol's command.
"""

import imaplib
import re
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, NamedTuple

from imap_tools import (
    BaseMailBox,
    ImapToolsError,
    MailBox,
    MailboxLoginError,
    MailBoxStartTls,
    MailBoxUnencrypted,
)

from calendars.plain import line
from desk.replies.understand import LIMIT
from schemas.errors import CampaignError
from schemas.imap import ImapServer

_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
"""As IMAP writes them, whatever language this machine speaks."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_FOR_NOW = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT)\b", re.IGNORECASE)
"""Codes of a refusal that is over soon (RFC 5530, 3)."""
_FAULTS = (ImapToolsError, imaplib.IMAP4.error, OSError)


class MailboxError(CampaignError):
    """The office's mailbox cannot be read now; the text says why, without a secret."""


class NotGivenError(CampaignError):
    """The server refuses one message for good; the others it may give."""


class Mail(NamedTuple):
    """The first bytes of a message, and the size of the whole."""

    raw: bytes
    size: int


class Inbox:
    """One folder, open for the time of a `with open_inbox(...)`."""

    def __init__(self, box: BaseMailBox, validity: int) -> None:
        self._box = box
        self.validity = validity

    def after(self, uid: int, since: date) -> list[int]:
        """Return the UIDs above `uid` of messages that came on `since` or later."""
        month = _MONTHS[3 * since.month - 3 : 3 * since.month]
        day = f"{since.day:02}-{month}-{since.year}"
        found = self._box.uids(f"UID {uid + 1}:* SINCE {day}")
        # `n:*` names the last message even where its UID is lower than n.
        return sorted(number for number in map(int, found) if number > uid)

    def fetch(self, uid: int) -> Mail | None:
        """Return a message without marking it as seen; None where it is gone.

        Its size is asked for first: of one that is too long only the headers come.
        Raises NotGivenError, and MailboxError where it is refused for now.
        """
        answer = self._fetch(uid, "(RFC822.SIZE)")
        sizes = [_SIZE.search(_bytes(one)) for one in answer]
        size = next((int(found[1]) for found in sizes if found), None)
        if size is None:
            return None
        most = LIMIT if size <= LIMIT else 16 * 1024
        answer = self._fetch(uid, f"(BODY.PEEK[]<0.{most}>)")
        body = next((_literal(one) for one in answer if isinstance(one, tuple)), None)
        return None if body is None else Mail(body, size)

    def mark_seen(self, uid: int) -> None:
        """Show that nobody needs to read this message."""
        self._box.client.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _fetch(self, uid: int, what: str) -> list[Any]:
        try:
            status, answer = self._box.client.uid("FETCH", str(uid), what)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            status, answer = "BAD", [str(error).encode()]
        given = [one for one in answer if one]
        if status == "OK":
            return given
        said = " ".join(line(_bytes(one).decode("utf-8", "replace")) for one in given)
        why = f"the mailbox does not give message {uid}: {status} {said[:100]}"
        raise MailboxError(why) if _FOR_NOW.search(said) else NotGivenError(why)


@contextmanager
def open_inbox(server: ImapServer) -> Generator[Inbox]:
    """Log in and open the folder; raise MailboxError where that cannot be."""
    where = f"the office's mailbox at {server.host}:{server.port}"
    try:
        box = _connected(server)
    except _FAULTS as error:
        raise MailboxError(f"{where} cannot be reached: {_said(error)}") from None
    try:
        yield _opened(box, server)
    except _FAULTS as error:
        raise MailboxError(f"{where} broke off: {_said(error)}") from None
    finally:
        with suppress(*_FAULTS):
            box.logout()  # pyright: ignore[reportUnknownMemberType]


def _connected(server: ImapServer) -> BaseMailBox:
    if server.tls == "none":
        return MailBoxUnencrypted(server.host, server.port, server.timeout)
    context = ssl.create_default_context(cafile=server.cafile)
    if server.tls == "starttls":
        return MailBoxStartTls(
            server.host, server.port, server.timeout, ssl_context=context
        )
    return MailBox(server.host, server.port, server.timeout, ssl_context=context)


def _opened(box: BaseMailBox, server: ImapServer) -> Inbox:
    _log_in(box, server)
    box.folder.set(server.folder)  # pyright: ignore[reportUnknownMemberType]
    _, found = box.client.response("UIDVALIDITY")
    validity = found[0] if found else None
    return Inbox(box, int(validity) if validity else 0)


def _log_in(box: BaseMailBox, server: ImapServer) -> None:
    plain = (server.user + server.password).isascii()
    log_in = box.login if plain else box.login_utf8
    try:
        log_in(server.user, server.password, None)
    except imaplib.IMAP4.abort:
        raise
    except (MailboxLoginError, imaplib.IMAP4.error):
        raise MailboxError(
            f"the office's mailbox at {server.host}:{server.port} refuses user and "
            "password: correct CAMPAIGN_IMAP_USER or the password's file"
        ) from None


def _bytes(answer: Any) -> bytes:
    """Return the line of an answer, of one with a literal the line before it."""
    line = answer[0] if isinstance(answer, tuple) else answer  # pyright: ignore[reportUnknownVariableType]
    return line if isinstance(line, bytes) else b""


def _literal(answer: Any) -> bytes:
    return bytes(answer[1])


def _said(error: BaseException) -> str:
    """Return what the server or the system said, on one short line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
