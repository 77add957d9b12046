"""Read a message that was taken: what lists show of it, and all that is in it."""

import email
import re
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import NamedTuple

from calendars.reading import Invited, ReadingError, read_invitation
from schemas.base import VN

_CALENDAR = ("text/calendar", "application/ics")
_ENCODED = re.compile(rb"^(?:[A-Za-z0-9+/]{76}\r?\n)+", re.MULTILINE)
"""Full lines of base64, which are most of a message and say nothing of its tree."""

_BOUND = re.compile(rb'boundary="(=_[a-z][0-9a-f]{24})"')
"""What our letters put between their parts: nothing else reads like it."""


class Heading(NamedTuple):
    """What a list shows: `carries` names methods of invitations and types of files."""

    to: str
    subject: str
    date: datetime | None
    carries: tuple[str, ...]


class File(NamedTuple):
    """An attachment, numbered within its message from 1."""

    number: int
    name: str
    media: str
    data: bytes


class Opened(NamedTuple):
    """A message in full; `broken` says that it has an invitation nobody can read."""

    heading: Heading
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    invitation: Invited | None
    broken: bool
    files: tuple[File, ...]


def heading(raw: bytes) -> Heading:
    """Return what a list shows of a message, whatever the bytes are."""
    return _heading(_parsed(_alike(_ENCODED.sub(b"", raw))))


def opened(raw: bytes) -> Opened:
    """Return all of a message, whatever the bytes are."""
    message = _parsed(raw)
    leaves = list(_leaves(message))
    calendar = next((p for p in leaves if p.get_content_type() in _CALENDAR), None)
    invitation = _invitation(calendar)
    return Opened(
        heading=_heading(message),
        headers=tuple((name, decoded(value)) for name, value in message.items()),
        text=_body(leaves, "text/plain"),
        html=_body(leaves, "text/html"),
        invitation=invitation,
        broken=calendar is not None and invitation is None,
        files=_files(leaves),
    )


def decoded(value: str | None) -> str:
    """Return a header's value on one line, its encoded words as people write them."""
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError):
        text = str(value)
    return " ".join(text.split())


def _alike(raw: bytes) -> bytes:
    """Give the parts of every message the same bounds: email compiles each it meets."""
    for number, bound in enumerate(dict.fromkeys(_BOUND.findall(raw))):
        raw = raw.replace(bound, b"part-%d" % number)
    return raw


def _parsed(raw: bytes) -> Message:
    try:
        message = email.message_from_bytes(raw)
        deque(message.walk(), maxlen=0)
    except RecursionError:
        # Parts within parts without end: its headers are all that can be shown.
        return BytesHeaderParser().parsebytes(raw)
    return message


def _heading(message: Message) -> Heading:
    return Heading(
        to=", ".join(_people(message)),
        subject=decoded(message["Subject"]),
        date=_date(message["Date"]),
        carries=tuple(dict.fromkeys(_carried(message))),
    )


def _people(message: Message) -> Iterator[str]:
    written = [str(value) for value in message.get_all("To", [])]
    for name, address in getaddresses(written):
        yield decoded(name) or address


def _date(value: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(str(value))
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=VN)


def _carried(message: Message) -> Iterator[str]:
    for part in _leaves(message):
        media = part.get_content_type()
        if media == "text/calendar":
            yield str(part.get_param("method", "")).upper() or media
        elif _attached(part) and media not in _CALENDAR:
            yield media


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _body(leaves: list[Message], media: str) -> str:
    for part in leaves:
        if part.get_content_type() == media and not _attached(part):
            return _text(part)
    return ""


def _text(part: Message) -> str:
    try:
        return _data(part).decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        return _data(part).decode("utf-8", "replace")


def _data(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _invitation(part: Message | None) -> Invited | None:
    try:
        return read_invitation(_data(part)) if part is not None else None
    except ReadingError:
        return None


def _files(leaves: list[Message]) -> tuple[File, ...]:
    attached = filter(_attached, leaves)
    return tuple(
        File(n, decoded(p.get_filename()), p.get_content_type(), _data(p))
        for n, p in enumerate(attached, start=1)
    )
