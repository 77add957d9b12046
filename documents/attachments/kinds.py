"""The kinds of files that may be attached: extension and content must agree."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import BinaryIO
from zipfile import is_zipfile

from documents.attachments.verdict import Code, RefusedError

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""Bytes in which readers look for the head of a PDF (ISO 32000-1, annex H.3)."""


class Kind(StrEnum):
    """A kind of file, named by the extension it is kept under."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    JPG = "jpg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        """The media type it is served as (RFC 6838)."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PDF: "application/pdf",
        Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
        Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
        Kind.JPG: "image/jpeg",
        Kind.PNG: "image/png",
    }
)
_EXTENSIONS = frozenset(kind.value for kind in Kind)
_HEADS: Mapping[Kind, bytes] = MappingProxyType(
    {
        Kind.PDF: _PDF,
        Kind.DOCX: _ZIP,
        Kind.XLSX: _ZIP,
        Kind.JPG: b"\xff\xd8\xff",
        Kind.PNG: b"\x89PNG\r\n\x1a\n",
    }
)
_ARCHIVES = (_ZIP, _OLE, _PDF, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MSCF", b"{\\rtf")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"ITSF", b"L\x00\x00\x00\x01\x14\x02\x00")


def kind_of(file: BinaryIO, name: str) -> Kind:
    """Return the kind that both the name and the content of a file have.

    Raises RefusedError where they disagree, or where the content is two things at once.
    """
    kind = _named(name)
    file.seek(0)
    head = file.read(_PDF_WITHIN)
    if not head:
        raise RefusedError(Code.EMPTY)
    if not head.startswith(_HEADS[kind]):
        raise RefusedError(_why_not(file, head, kind))
    if _HEADS[kind] != _ZIP and is_zipfile(file):
        raise RefusedError(Code.POLYGLOT)
    return kind


def is_foreign(head: bytes) -> bool:
    """Tell whether a part of a document begins like a file or program of its own."""
    return head.startswith(_ARCHIVES + _PROGRAMS)


def _named(name: str) -> Kind:
    _, dot, extension = name.rpartition(".")
    extension = extension.lower()
    if extension == "jpeg":
        return Kind.JPG
    if not dot or extension not in _EXTENSIONS:
        raise RefusedError(Code.TYPE)
    return Kind(extension)


def _why_not(file: BinaryIO, head: bytes, kind: Kind) -> Code:
    """Say what a file is that does not begin as its name promises."""
    if head.startswith(tuple(_HEADS.values())):
        return Code.TYPE
    if head.startswith(_OLE):
        file.seek(0)
        return Code.ENCRYPTED if _LOCKED in file.read() else Code.TYPE
    if _HEADS[kind] == _ZIP and is_zipfile(file):
        return Code.POLYGLOT
    return Code.POLYGLOT if kind is Kind.PDF and _PDF in head else Code.TYPE
