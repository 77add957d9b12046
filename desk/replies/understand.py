"""Understand one message of the mailbox: an answer, a return, an automaton, a person.

Pure, and total: whatever the bytes are, the value says what was understood of them.
"""

import hashlib
import logging
from email.message import Message

from calendars.reading import ReadingError
from calendars.replies import read_reply
from desk.replies.automatic import sign_of_automaton
from desk.replies.heard import Content, Heard, Unreadable, Written
from desk.replies.mime import content, header, identifiers, parsed, parts, sender
from desk.replies.returned import returned
from desk.replies.said import said

LIMIT = 256 * 1024
"""Bytes; a longer message is not read."""

_CALENDAR = ("text/calendar", "application/ics")
_log = logging.getLogger(__name__)


def understand(raw: bytes, size: int | None = None) -> Heard:
    """Return what a message is; `size` is that of the whole, `raw` its first bytes."""
    whole = len(raw) if size is None else size
    try:
        return _understood(raw[:LIMIT], whole)
    except Exception as error:  # noqa: BLE001 - a stranger's bytes stop themselves only
        kind = type(error).__name__
        _log.warning("a message of %s bytes cannot be read: %s", whole, kind)
        return Heard(_digest(b"", raw), "", "", "", Unreadable("cannot be read"))


def _understood(raw: bytes, size: int) -> Heard:
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    message = parsed(raw if size <= LIMIT else head + b"\n\n")
    name, address = sender(message)
    what = (
        _content(message)
        if size <= LIMIT
        else Unreadable(f"{size} bytes, {LIMIT} are read")
    )
    identity = str(message.get("Message-ID", message.get("Date", "")))
    digest = _digest(identity.strip().encode("utf-8", "replace"), body)
    return Heard(digest, address, name, header(message, "Subject"), what)


def _content(message: Message) -> Content:
    calendar = _calendar(message)
    if calendar is not None:
        try:
            return read_reply(content(calendar))
        except ReadingError as error:
            return Unreadable(str(error))
    back = returned(message)
    if back is not None:
        return back
    automaton = sign_of_automaton(message)
    if automaton is not None:
        return automaton
    letters = identifiers(message, "In-Reply-To", "References")
    return Written(letters, said(message))


def _calendar(message: Message) -> Message | None:
    """Return the part that is an answer to an invitation, else any calendar's."""
    # A letter that comes back holds our own invitation; it answers nothing.
    if message.get_content_type() == "multipart/report":
        return None
    found = [part for part in parts(message) if _is_calendar(part)]
    answers = (part for part in found if _method(part) == "REPLY")
    return next(answers, found[0] if found else None)


def _is_calendar(part: Message) -> bool:
    named = str(part.get_filename("")).lower().endswith(".ics")
    return part.get_content_type() in _CALENDAR or named


def _method(part: Message) -> str:
    return str(part.get_param("method", "")).upper()


def _digest(identity: bytes, body: bytes) -> str:
    return hashlib.sha256(identity + b"\0" + body).hexdigest()[:40]
