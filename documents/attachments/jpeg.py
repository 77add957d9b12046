"""JPEG by its markers: ITU-T T.81, annex B; what segments may hold: Exif, XMP."""

import re
from struct import Struct

from documents.attachments.place import check_exif, check_xmp
from documents.attachments.verdict import Code, RefusedError

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APP1, _APP2, _SCAN, _EOI, _TEM = 0xE1, 0xE2, 0xDA, 0xD9, 0x01
_SOI = b"\xff\xd8\xff"
_BARE = frozenset((0x00, *range(0xD0, 0xD9)))
"""Markers that have no place between segments."""
_FRAME = Struct(">BHH")
_DATA_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_EXIF, _XMP = b"Exif\x00", b"http://ns.adobe.com/"
_EXTENDED = 40
"""Bytes before each portion of an extended XMP packet: digest, length, offset."""
_SEVERAL = b"MPF\x00"
_MOST_PICTURES = 8


def check_jpeg(content: bytes, part: str) -> tuple[tuple[int, int], int]:
    """Return the largest width and height, and where the last picture ends.

    A camera may lay further pictures behind the first (CIPA DC-007, MPF): they are held
    to the same rules. Raises RefusedError.
    """
    size, end, several = _Picture(content, part).read(0)
    for _ in range(_MOST_PICTURES):
        following = content.find(_SOI, end)
        if not several or following < 0 or content[end:following].strip(b"\x00"):
            break
        (width, height), end, _ = _Picture(content, part).read(following)
        size = max(size[0], width), max(size[1], height)
    return size, end


class _Picture:
    def __init__(self, content: bytes, part: str) -> None:
        self._content, self._part = content, part
        self._size = 0, 0
        self._several = False
        self._extended: list[bytes] = []

    def read(self, start: int) -> tuple[tuple[int, int], int, bool]:
        """Read one picture from its begin: its size, its end, whether more follow."""
        at, scanned = start + 2, False
        while True:
            at, marker = self._marker(at)
            if marker == _EOI:
                break
            if marker == _TEM:
                continue
            body, at = self._body(at)
            self._segment(marker, body)
            if marker == _SCAN:
                at, scanned = self._after_data(at), True
        check_xmp(b"".join(self._extended), self._part)
        if not scanned or 0 in self._size:
            raise self._damaged()
        return self._size, at, self._several

    def _marker(self, at: int) -> tuple[int, int]:
        """Return the marker at a place, and where it ends; it may be padded."""
        content = self._content
        if content[at : at + 1] != b"\xff":
            raise self._damaged()
        while content[at : at + 1] == b"\xff":
            at += 1
        if at >= len(content) or content[at] in _BARE:
            raise self._damaged()
        return at + 1, content[at]

    def _body(self, at: int) -> tuple[bytes, int]:
        length = int.from_bytes(self._content[at : at + 2], "big")
        end = at + length
        if length < 2 or end > len(self._content):  # noqa: PLR2004 - counts itself
            raise self._damaged()
        return self._content[at + 2 : end], end

    def _segment(self, marker: int, body: bytes) -> None:
        if marker in _FRAMES:
            if len(body) < _FRAME.size:
                raise self._damaged()
            _, height, width = _FRAME.unpack_from(body)
            self._size = max(self._size[0], width), max(self._size[1], height)
        elif marker == _APP1 and body.startswith(_EXIF):
            check_exif(body[len(_EXIF) + 1 :], self._part)
        elif marker == _APP1 and body.startswith(_XMP):
            head, _, packet = body.partition(b"\x00")
            extended = head.endswith(b"/extension/")
            self._extended.append(packet[_EXTENDED:] if extended else packet)
        elif marker == _APP2 and body.startswith(_SEVERAL):
            self._several = True

    def _after_data(self, at: int) -> int:
        """Return where the data of a scan ends: at the next marker of another kind."""
        found = _DATA_END.search(self._content, at)
        if found is None:
            raise self._damaged()
        return found.start()

    def _damaged(self) -> RefusedError:
        return RefusedError(Code.DAMAGED, self._part)
