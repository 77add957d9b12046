"""PNG by its chunks: W3C PNG (third edition), clauses 5 and 11."""

import zlib
from struct import Struct

from documents.attachments import limits
from documents.attachments.place import check_exif, check_xmp
from documents.attachments.verdict import Code, RefusedError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD, _SIZE = Struct(">I4s"), Struct(">II")
_CHECKSUM = 4
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_RAW = b"Raw profile type "
"""How older programs keep Exif and XMP: as digits in a text."""


def check_png(content: bytes, part: str) -> tuple[tuple[int, int], int]:
    """Return width and height, and where the picture ends; raises RefusedError."""
    at, size, data = len(_SIGNATURE), (0, 0), False
    while True:
        if len(content) - at < _HEAD.size + _CHECKSUM:
            raise RefusedError(Code.DAMAGED, part)
        length, name = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        body = content[at : at + length]
        checksum = content[at + length : at + length + _CHECKSUM]
        if checksum != zlib.crc32(name + body).to_bytes(4, "big"):
            raise RefusedError(Code.DAMAGED, part)
        if (name == b"IHDR") != (size == (0, 0)):
            raise RefusedError(Code.DAMAGED, part)
        at += length + _CHECKSUM
        if name == b"IHDR":
            size = _size(body, part)
        data = data or name == b"IDAT"
        _check_words(name, body, part)
        if name == b"IEND":
            break
    if not data:
        raise RefusedError(Code.DAMAGED, part)
    return size, at


def _size(body: bytes, part: str) -> tuple[int, int]:
    if len(body) < _SIZE.size or 0 in _SIZE.unpack_from(body):
        raise RefusedError(Code.DAMAGED, part)
    width, height = _SIZE.unpack_from(body)
    return width, height


def _check_words(name: bytes, body: bytes, part: str) -> None:
    """Refuse what a picture says of its place, in each way that it can be said."""
    if name == b"eXIf":
        check_exif(body.removeprefix(b"Exif\x00\x00"), part)
    if name not in _TEXTS:
        return
    keyword, _, rest = body.partition(b"\x00")
    text = _text(name, rest, part)
    if keyword.startswith(_RAW):
        text = _digits(text)
        at = max(text.find(b"II*\x00"), text.find(b"MM\x00*"))
        if at >= 0:
            check_exif(text[at:], part)
    check_xmp(keyword + text, part)


def _text(name: bytes, rest: bytes, part: str) -> bytes:
    packed = name == b"zTXt"
    if name == b"iTXt":
        packed = rest[:1] == b"\x01"
        rest = b"\x00" + rest[2:].split(b"\x00", 2)[-1]
    if not packed:
        return rest
    inflate = zlib.decompressobj()
    try:
        text = inflate.decompress(rest[1:], limits.MEGABYTE)
    except zlib.error:
        raise RefusedError(Code.DAMAGED, part) from None
    if inflate.unconsumed_tail:
        raise RefusedError(Code.BOMB, part)
    return text


def _digits(text: bytes) -> bytes:
    """Return the bytes that a raw profile spells: name, length, then digits."""
    try:
        return bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except ValueError:
        return text
