"""Recognise what no person wrote (RFC 3834, and what programs write instead)."""

import re
from collections.abc import Iterator
from email.message import Message

from desk.replies.heard import Automatic
from desk.replies.mime import header, sender
from schemas import words

_PRECEDENCE = ("bulk", "junk", "list", "auto_reply", "auto-reply")
_HEADERS = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Response-Suppress",
    "X-MS-Exchange-Inbox-Rules-Loop",
    "X-Mail-Autoreply",
    "Feedback-ID",
    "List-Id",
    "List-Unsubscribe",
)
_ROBOTS = ("mailer-daemon", "postmaster", "no-reply", "noreply", "do-not-reply")
_SUBJECT = re.compile(rf"^\s*({'|'.join(words.AUTOMATIC)})(?![\w-])", re.IGNORECASE)


def sign_of_automaton(message: Message) -> Automatic | None:
    """Return by what a message shows that no person wrote it; None where it may be."""
    sign = next(_signs(message), None)
    return None if sign is None else Automatic(sign)


def _signs(message: Message) -> Iterator[str]:
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no"):
        yield "Auto-Submitted"
    if header(message, "Precedence").lower() in _PRECEDENCE:
        yield "Precedence"
    yield from (name for name in _HEADERS if message.get(name) is not None)
    if "".join(str(message.get("Return-Path", "-")).split()) == "<>":
        yield "Return-Path"
    if sender(message)[1].partition("@")[0].startswith(_ROBOTS):
        yield "From"
    if message.get_content_type() == "multipart/report":
        yield "Content-Type"
    if _SUBJECT.match(header(message, "Subject")):
        yield "Subject"
