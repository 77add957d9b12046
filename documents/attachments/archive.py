"""A zip read by its own layout: nothing before, between or behind its entries.

What readers disagree about is refused, so that all of them see what was inspected:
APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central), 4.3.16 (end).
"""

import zlib
from collections.abc import Iterator
from struct import Struct
from typing import BinaryIO, NamedTuple

from documents.attachments import limits
from documents.attachments.verdict import Code, RefusedError

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_LONGEST_COMMENT = 0xFFFF
_HIDDEN_SIZES, _LOCKED = 1 << 3, 1 << 0 | 1 << 6 | 1 << 13
"""Flags: sizes stand behind the data; the data, or the directory, is encrypted."""
_STORED, _DEFLATED = 0, 8
_DESCRIPTORS = (12, 16, 20, 24)
"""Bytes of what stands behind data whose sizes were not known before it."""
_READ, _UNPACK = 1 << 16, 1 << 20


class Entry(NamedTuple):
    """One file of an archive: where its head stands, and what the directory says."""

    offset: int
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int = 0

    @property
    def name(self) -> str:
        """Its name; what is no UTF-8 is read as the code page of old zips."""
        return self.raw_name.decode("utf-8" if self.flags & 1 << 11 else "cp437")


def read_entries(file: BinaryIO) -> tuple[Entry, ...]:
    """Return the entries of an archive in the order of their places."""
    directory, count, at = _directory(file)
    entries = sorted(_parsed(directory, count))
    if not entries:
        raise RefusedError(Code.DAMAGED)
    ends = [*(entry.offset for entry in entries[1:]), at]
    if entries[0].offset:
        raise RefusedError(Code.POLYGLOT)
    placed = tuple(
        _placed(file, one, end) for one, end in zip(entries, ends, strict=True)
    )
    _check_names(placed)
    _check_sizes(placed)
    return placed


def unpack(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield an entry's content, at most a megabyte at a time, and no more than it says.

    A content that is not exactly what the directory says is refused.
    """
    size, crc = 0, 0
    for chunk in _unpacked(file, entry):
        size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        if size > entry.size:
            raise RefusedError(Code.BOMB, entry.name)
        yield chunk
    if (size, crc) != (entry.size, entry.crc):
        raise RefusedError(Code.DAMAGED, entry.name)


def _directory(file: BinaryIO) -> tuple[bytes, int, int]:
    """Return the central directory, how many entries it has, and its place."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - _LONGEST_COMMENT))
    tail = file.read()
    end = tail[-_END.size :]
    if len(end) < _END.size or not end.startswith(b"PK\x05\x06"):
        raise RefusedError(Code.POLYGLOT if b"PK\x05\x06" in tail else Code.DAMAGED)
    _, disk, first, here, count, length, at, comment = _END.unpack(end)
    if disk or first or here != count or comment:
        raise RefusedError(Code.DAMAGED)
    if at + length != size - _END.size:
        raise RefusedError(Code.POLYGLOT)
    if count > limits.ENTRIES:
        raise RefusedError(Code.BOMB)
    file.seek(at)
    return file.read(length), count, at


def _parsed(directory: bytes, count: int) -> Iterator[Entry]:
    at = 0
    for _ in range(count):
        if len(directory) - at < _CENTRAL.size:
            raise RefusedError(Code.DAMAGED)
        head = _CENTRAL.unpack_from(directory, at)
        (sign, _, _, flags, method, _, _, crc, packed, size, name, extra, comment) = (
            head[:13]
        )
        if sign != b"PK\x01\x02":
            raise RefusedError(Code.DAMAGED)
        at += _CENTRAL.size
        raw_name = directory[at : at + name]
        at += name + extra + comment
        yield Entry(head[-1], raw_name, flags, method, crc, packed, size)
    if at != len(directory):
        raise RefusedError(Code.POLYGLOT)


def _placed(file: BinaryIO, entry: Entry, end: int) -> Entry:
    """Return an entry with the place of its data, which must fill it to its `end`."""
    if entry.flags & _LOCKED:
        raise RefusedError(Code.ENCRYPTED)
    file.seek(entry.offset)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        raise RefusedError(Code.DAMAGED)
    sign, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack(head)
    same = (entry.flags, entry.method, entry.raw_name)
    if sign != b"PK\x03\x04" or (flags, method, file.read(name)) != same:
        raise RefusedError(Code.DAMAGED)
    hidden = bool(flags & _HIDDEN_SIZES)
    if not hidden and (crc, packed, size) != (entry.crc, entry.packed, entry.size):
        raise RefusedError(Code.DAMAGED)
    start = entry.offset + _LOCAL.size + name + extra
    rest = end - start - entry.packed
    if rest < 0:
        raise RefusedError(Code.BOMB)
    if rest and not (hidden and _describes(file, end - rest, rest, entry)):
        raise RefusedError(Code.POLYGLOT)
    return entry._replace(start=start)


def _describes(file: BinaryIO, at: int, length: int, entry: Entry) -> bool:
    """Tell whether what stands behind an entry's data only repeats its checksum."""
    if length not in _DESCRIPTORS:
        return False
    file.seek(at)
    sign = b"PK\x07\x08" if length in (16, 24) else b""
    return file.read(length).startswith(sign + entry.crc.to_bytes(4, "little"))


def _check_names(entries: tuple[Entry, ...]) -> None:
    try:
        names = [entry.name for entry in entries]
    except UnicodeDecodeError:
        raise RefusedError(Code.DAMAGED) from None
    if len({name.lower() for name in names}) < len(names):
        raise RefusedError(Code.DAMAGED)
    for name in names:
        steps = name.split("/")
        if not name.isprintable() or "\\" in name or ".." in steps or not steps[0]:
            raise RefusedError(Code.DAMAGED)


def _check_sizes(entries: tuple[Entry, ...]) -> None:
    if sum(entry.size for entry in entries) > limits.UNPACKED:
        raise RefusedError(Code.BOMB)
    for entry in entries:
        large = entry.size > limits.RATIO_FROM
        if large and entry.size > limits.RATIO * max(entry.packed, 1):
            raise RefusedError(Code.BOMB, entry.name)


def _unpacked(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    chunks = _packed(file, entry)
    if entry.method == _STORED:
        yield from chunks
        return
    if entry.method != _DEFLATED:
        raise RefusedError(Code.DAMAGED, entry.name)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                yield inflate.decompress(rest, _UNPACK)
                rest = inflate.unconsumed_tail
        yield inflate.flush()
    except zlib.error:
        raise RefusedError(Code.DAMAGED, entry.name) from None
    if inflate.unused_data or not inflate.eof:
        raise RefusedError(Code.DAMAGED, entry.name)


def _packed(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    for at in range(entry.start, entry.start + entry.packed, _READ):
        file.seek(at)
        yield file.read(min(_READ, entry.start + entry.packed - at))
