"""An office document as a package of parts: ECMA-376, part 2 (OPC).

Only what a report needs is let in: text, tables, pictures, printer settings. A part is
known by its name and by its first bytes; what a document reaches for outside itself is
known by its relationships. Of those only a plain hyperlink may lead outside, to an
address of http, https or mailto: nothing is fetched until a person follows it.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple

from documents.attachments.archive import Entry, read_entries, unpack
from documents.attachments.kinds import Kind, is_foreign
from documents.attachments.markup import Budget, Event, Start, read_markup
from documents.attachments.picture import check_embedded
from documents.attachments.verdict import Code, RefusedError

_TYPES = "[Content_Types].xml"
_MARKUP = (".xml", ".rels", ".vml", ".svg")
_PICTURES = (".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff")
_DRAWINGS = (".emf", ".wmf", ".wdp", ".odttf", ".fntdata")
_PRINTER = re.compile(r"xl/printerSettings/[^/]+\.bin|word/printerSettings.*\.bin")
_MACRO_PART = re.compile(
    r"vba(project|data)|macrosheets|dialogsheets|activex|customui", re.IGNORECASE
)
_EMBEDDED_PART = re.compile(r"(^|/)embeddings/", re.IGNORECASE)
_EXTERNAL_PART = re.compile(r"(^|/)externalLinks/", re.IGNORECASE)
_MACRO = re.compile(
    r"vba|macro|activex|dialogsheet|customui|toolbars|keymap|/control$", re.IGNORECASE
)
_EMBEDDED = re.compile(
    r"oleobject|/package$|afchunk|text/html|rtf|message/rfc822|pivotcacherecords",
    re.IGNORECASE,
)
_EXTERNAL = re.compile(
    r"externallink|connections|querytable|webextension|subdocument|/frame$|xmlmaps",
    re.IGNORECASE,
)
_MAIN = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument"
    ".wordprocessingml.document.main+xml",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument"
    ".spreadsheetml.sheet.main+xml",
}
_LINK = re.compile(r"(https?://|mailto:)[^\\\s]+", re.IGNORECASE)


class Part(NamedTuple):
    """A part that holds XML, and what it says."""

    name: str
    events: Iterator[Event]


def read_parts(file: BinaryIO, kind: Kind, first: tuple[str, ...]) -> Iterator[Part]:
    """Yield the XML parts of a document, those named `first` before the others.

    Each must be read to its end before the next. Raises RefusedError for whatever does
    not belong into a report.
    """
    entries = [one for one in read_entries(file) if not one.name.endswith("/")]
    for entry in entries:
        _check_name(entry.name)
    names = [entry.name for entry in entries]
    if _TYPES not in names:
        raise RefusedError(Code.TYPE)
    order = (_TYPES, *first)
    entries.sort(key=lambda one: order.index(one.name) if one.name in order else 99)
    budget, types = Budget(), set[str]()
    for entry in entries:
        chunks = _opened(file, entry)
        if not entry.name.lower().endswith(_MARKUP):
            _check_content(entry, chunks)
            continue
        events = read_markup(chunks, entry.name, budget)
        if entry.name == _TYPES:
            types.update(_types(events))
            _check_types(types, kind)
        elif entry.name.lower().endswith(".rels"):
            _check_relations(entry.name, events)
        else:
            yield Part(entry.name, events)


def _check_name(name: str) -> None:
    if _MACRO_PART.search(name):
        raise RefusedError(Code.MACRO, name)
    if _EMBEDDED_PART.search(name):
        raise RefusedError(Code.EMBEDDED, name)
    if _EXTERNAL_PART.search(name):
        raise RefusedError(Code.EXTERNAL, name)
    known = name.lower().endswith((*_MARKUP, *_PICTURES, *_DRAWINGS))
    if not known and not _PRINTER.fullmatch(name):
        raise RefusedError(Code.EMBEDDED, name)


def _opened(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Return a part's content, after its first bytes were seen."""
    chunks = unpack(file, entry)
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 8:  # noqa: PLR2004 - the longest beginning that is known
            break
    if is_foreign(head):
        raise RefusedError(Code.EMBEDDED, entry.name)
    return chain((head,), chunks)


def _check_content(entry: Entry, chunks: Iterator[bytes]) -> None:
    """Read a part to its end; a picture is looked at like one that is attached."""
    if entry.name.lower().endswith(_PICTURES):
        check_embedded(b"".join(chunks), entry.name)
    for _ in chunks:
        pass


def _types(events: Iterator[Event]) -> Iterator[str]:
    """Yield the content types; a part of XML must be named like one."""
    for event in events:
        if not isinstance(event, Start) or event.name not in ("Default", "Override"):
            continue
        kind = event.get("ContentType").strip().lower()
        named = event.get("PartName") or f".{event.get('Extension')}"
        if kind.endswith("xml") and not named.lower().endswith(_MARKUP):
            raise RefusedError(Code.DAMAGED, _TYPES)
        yield kind


def _check_types(types: set[str], kind: Kind) -> None:
    for one in types:
        _check_word(one, _TYPES)
    if _MAIN[kind] not in types or (types & set(_MAIN.values())) != {_MAIN[kind]}:
        raise RefusedError(Code.TYPE)


def _check_relations(name: str, events: Iterator[Event]) -> None:
    for event in events:
        if not isinstance(event, Start) or event.name != "Relationship":
            continue
        kind = event.get("Type")
        _check_word(kind, name)
        if event.get("TargetMode").strip().lower() != "external":
            continue
        plain = kind.endswith("/hyperlink") and _LINK.fullmatch(event.get("Target"))
        if not plain:
            raise RefusedError(Code.EXTERNAL, name)


def _check_word(kind: str, name: str) -> None:
    """Refuse a content type or a type of relationship by what it is for."""
    for known, code in (
        (_MACRO, Code.MACRO),
        (_EMBEDDED, Code.EMBEDDED),
        (_EXTERNAL, Code.EXTERNAL),
    ):
        if known.search(kind):
            raise RefusedError(code, name)
