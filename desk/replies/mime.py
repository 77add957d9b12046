"""The parts of a message and their text, whatever its bytes are."""

import email
import re
from collections.abc import Iterable, Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, HeaderParser
from email.utils import parseaddr

from calendars.plain import line

_LEVELS = re.compile(rb"boundary=|message/rfc822", re.IGNORECASE)
_NESTED = 60
_PARTS = 200
_IDENTIFIER = re.compile(r"<[^<>\s]{3,250}>")
_IDENTIFIERS = 20


def parsed(raw: bytes) -> Message:
    """Return a message; of parts within parts without end only the headers."""
    if len(_LEVELS.findall(raw)) > _NESTED:
        return BytesHeaderParser().parsebytes(raw)
    return email.message_from_bytes(raw)


def parts(message: Message) -> Iterator[Message]:
    """Yield a message's first 200 parts that hold no other."""
    for count, part in enumerate(message.walk()):
        if count == _PARTS:
            return
        if not part.is_multipart():
            yield part


def header(message: Message, name: str, longest: int = 200) -> str:
    """Return a header's value on one line, its encoded words as people write them."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(str(value)[:2000])))
    except (MessageError, LookupError, ValueError):
        text = str(value)
    return " ".join(line(_sound(text)).split())[:longest].strip()


def sender(message: Message) -> tuple[str, str]:
    """Return name and address of whom a message says to be from."""
    raw = " ".join(str(message.get("From", ""))[:1000].split())
    name, address = parseaddr(raw)
    if name:
        shown = Message()
        shown["Name"] = name
        name = header(shown, "Name", 100)
    return name, line(_sound(address)).strip().lower()[:200]


def content(part: Message) -> bytes:
    """Return the bytes of a part, decoded."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def text(part: Message) -> str:
    """Return the text of a part."""
    data = content(part)
    try:
        return _sound(data.decode(part.get_content_charset("utf-8"), "replace"))
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


def identifiers(message: Message, *names: str) -> tuple[str, ...]:
    """Return the message identifiers in headers, the first twenty."""
    said = " ".join(str(message.get(name, "")) for name in names)
    found = dict.fromkeys(_IDENTIFIER.findall(_sound(said[:20_000])))
    return tuple(found)[:_IDENTIFIERS]


def originals(message: Message) -> Iterable[Message]:
    """Yield the headers of messages that a report holds or quotes."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            embedded = part.get_payload()
            if isinstance(embedded, list) and isinstance(embedded[0], Message):
                yield embedded[0]
        elif kind in ("text/rfc822-headers", "text/rfc822", "message/rfc822"):
            yield HeaderParser().parsestr(text(part)[:100_000])


def _sound(value: str) -> str:
    """Return text that can be stored: no half of a character."""
    return value.encode("utf-8", "replace").decode()
