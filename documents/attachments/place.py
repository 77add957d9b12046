"""Where a picture was taken, as pictures say it: Exif 2.32 (4.6.3) and XMP."""

import re
import struct
from struct import unpack_from

from documents.attachments.verdict import Code, RefusedError

_GPS, _EXIF = 0x8825, 0x8769
_GPS_VERSION = 0
"""The one tag that says nothing of a place; cameras write it always."""
_DIRECTORIES, _TAGS = 8, 1_000
_XMP_GPS = re.compile(
    rb"GPS(Dest)?(Latitude|Longitude)|geo:(lat|long)|wgs84_pos", re.IGNORECASE
)


def check_xmp(packet: bytes, part: str) -> None:
    """Refuse an XMP packet that names a place."""
    if _XMP_GPS.search(packet.replace(b"\x00", b"")):
        raise RefusedError(Code.GPS, part)


def check_exif(block: bytes, part: str) -> None:
    """Refuse a TIFF block that says where it was taken, or that cannot be read."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(block[:4])
    if order is None:
        raise RefusedError(Code.DAMAGED, part)
    try:
        says_place = _says_place(block, order)
    except struct.error:
        raise RefusedError(Code.DAMAGED, part) from None
    if says_place:
        raise RefusedError(Code.GPS, part)


def _says_place(block: bytes, order: str) -> bool:
    """Follow the directories of a block, each once, and only so many."""
    waiting = [unpack_from(f"{order}I", block, 4)[0]]
    seen = {0}
    while waiting and len(seen) <= _DIRECTORIES:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        tags, following = _directory(block, order, at)
        waiting.append(following)
        if _GPS in tags:
            found, _ = _directory(block, order, tags[_GPS])
            if set(found) - {_GPS_VERSION}:
                return True
        if _EXIF in tags:
            waiting.append(tags[_EXIF])
    return False


def _directory(block: bytes, order: str, at: int) -> tuple[dict[int, int], int]:
    """Return a directory's tags with their values as offsets, and the next one's."""
    (count,) = unpack_from(f"{order}H", block, at)
    if count > _TAGS:
        raise struct.error
    tags: dict[int, int] = {}
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, _, _, value = unpack_from(f"{order}HHII", block, entry)
        tags[tag] = value
    end = at + 2 + 12 * count
    following = unpack_from(f"{order}I", block, end)[0] if len(block) > end + 3 else 0
    return tags, following
