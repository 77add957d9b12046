"""Build the bytes of a letter: the MIME tree that calendar clients accept."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import NamedTuple

from desk.mail.headers import (
    HeaderError,
    Mailbox,
    mailboxes,
    message_id,
    unstructured,
    without_controls,
)
from desk.mail.parts import Part, leaf, multipart, parameterized
from schemas.letter import Method

# All but NDR: a suppressed bounce would be our silence, taken for the agency's.
_NO_AUTOMATIC_ANSWERS = "DR, RN, NRN, OOF, AutoReply"  # [MS-OXCMAIL] 2.1.3.2.20
_FILENAME = 100


class Attachment(NamedTuple):
    """A file that goes with a letter; `media` as in `application/pdf`."""

    filename: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """All that the bytes of one letter depend on.

    `in_reply_to` is the identifier of the letter whose thread this one joins;
    `invitation` is one iCalendar object of that `method`.
    """

    message_id: str
    date: datetime
    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    text: str
    html: str
    copy_to: tuple[Mailbox, ...] = ()
    reply_to: Mailbox | None = None
    in_reply_to: str | None = None
    invitation: bytes | None = None
    method: Method = Method.REQUEST
    attachments: tuple[Attachment, ...] = ()


def build(mailing: Mailing) -> bytes:
    """Return the message as bytes, equal for equal input; 7 bits, lines end in CRLF.

    Raises HeaderError or AddressError for a value that no header can carry.
    """
    tree = _tree(mailing)
    headers = (*tree.fields, ("MIME-Version", "1.0"), *_headers(mailing))
    return Part(headers, tree.body).written()


def _headers(mailing: Mailing) -> list[tuple[str, str]]:
    if mailing.date.tzinfo is None:
        raise HeaderError("Date needs a time zone")
    if not mailing.to:
        raise HeaderError("To needs an address")
    headers = [
        ("Message-ID", message_id(mailing.message_id, "Message-ID")),
        ("Date", format_datetime(mailing.date)),
        ("From", mailboxes([mailing.sender], "From")),
        ("To", mailboxes(mailing.to, "To")),
    ]
    if mailing.copy_to:
        headers.append(("Cc", mailboxes(mailing.copy_to, "Cc")))
    if mailing.reply_to:
        headers.append(("Reply-To", mailboxes([mailing.reply_to], "Reply-To")))
    headers.append(("Subject", unstructured(mailing.subject, "Subject")))
    if mailing.in_reply_to:
        thread = message_id(mailing.in_reply_to, "In-Reply-To")
        headers += [("In-Reply-To", thread), ("References", thread)]
    return [
        *headers,
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", _NO_AUTOMATIC_ANSWERS),
    ]


def _tree(mailing: Mailing) -> Part:
    seed = sha256(mailing.message_id.encode()).hexdigest()[:24]
    bodies = [_text(mailing.text, "text/plain"), _text(mailing.html, "text/html")]
    files: list[Part] = []
    if mailing.invitation is not None:
        calendar, method = mailing.invitation, mailing.method.value
        bodies.append(leaf(calendar, "text/calendar", method=method, charset="UTF-8"))
        files.append(_file(Attachment("invite.ics", "application/ics", calendar)))
    files += [_file(attachment) for attachment in mailing.attachments]
    # "=_" occurs in no base64 line, so no part can hold its own boundary.
    bodies_only = multipart("alternative", f"=_a{seed}", bodies)
    if not files:
        return bodies_only
    return multipart("mixed", f"=_m{seed}", [bodies_only, *files])


def _text(text: str, media: str) -> Part:
    # The canonical form of text has one kind of line end, RFC 2046, 4.1.1.
    bare = text.replace("\r\n", "\n").replace("\r", "\n")
    return leaf(bare.replace("\n", "\r\n").encode(), media, charset="utf-8")


def _file(attachment: Attachment) -> Part:
    filename = without_controls(attachment.filename, "a filename")
    if not 0 < len(filename) <= _FILENAME:
        raise HeaderError(f"a filename needs 1 to {_FILENAME} characters: {filename!r}")
    # Outlook looks for the name in the type as well; RFC 2231 it reads in one place.
    named = {"name": filename} if filename.isascii() else {}
    part = leaf(attachment.data, attachment.media, **named)
    shown = parameterized("attachment", filename=filename)
    return Part((*part.fields, ("Content-Disposition", shown)), part.body)
