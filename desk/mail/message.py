"""Build the bytes of a letter: the MIME tree that calendar clients accept."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
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
from schemas.letter import Method

_WIRE = policy.compat32.clone(linesep="\r\n", max_line_length=0)
# All but NDR: a suppressed bounce would be our silence, taken for the agency's.
_NO_AUTOMATIC_ANSWERS = "DR, RN, NRN, OOF, AutoReply"  # [MS-OXCMAIL] 2.1.3.2.20
_LINE_END = re.compile(r"\r\n|\r|\n")
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
    message = _tree(mailing)
    for field, value in _headers(mailing):
        message[field] = value
    return message.as_bytes(policy=_WIRE)


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


def _tree(mailing: Mailing) -> Message:
    seed = sha256(mailing.message_id.encode()).hexdigest()[:24]
    bodies = [_text(mailing.text, "plain"), _text(mailing.html, "html")]
    files: list[Message] = []
    if mailing.invitation is not None:
        method = mailing.method.value
        bodies.append(
            _part(
                mailing.invitation, "text", "calendar", method=method, charset="UTF-8"
            )
        )
        files.append(
            _file(Attachment("invite.ics", "application/ics", mailing.invitation))
        )
    files += [_file(attachment) for attachment in mailing.attachments]
    # "=_" occurs in no base64 line, so no part can hold its own boundary.
    bodies_only = MIMEMultipart("alternative", f"=_a{seed}", bodies)
    if not files:
        return bodies_only
    del bodies_only["MIME-Version"]
    return MIMEMultipart("mixed", f"=_m{seed}", [bodies_only, *files])


def _text(text: str, kind: str) -> Message:
    lines = _LINE_END.sub("\r\n", text)  # the canonical form of text, RFC 2046, 4.1.1
    return _part(lines.encode(), "text", kind, charset="utf-8")


def _file(attachment: Attachment) -> Message:
    filename = without_controls(attachment.filename, "a filename")
    if not 0 < len(filename) <= _FILENAME:
        raise HeaderError(f"a filename needs 1 to {_FILENAME} characters: {filename!r}")
    main, _, sub = attachment.media.partition("/")
    # Outlook looks for the name in the type as well; RFC 2231 it reads in one place.
    part = _part(
        attachment.data, main, sub, **({"name": filename} if filename.isascii() else {})
    )
    part.add_header("Content-Disposition", "attachment", filename=filename)
    return part


def _part(data: bytes, main: str, sub: str, **parameters: str) -> Message:
    part = MIMEBase(main, sub, policy=_WIRE, **parameters)
    del part["MIME-Version"]
    part.set_payload(data)
    encode_base64(part)
    return part
