"""The objects of a PDF, all of them, whether a page shows them or not: ISO 32000-1.

Actions (12.6), embedded files (7.11.4), annotations (12.5), forms (12.7), pictures.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from documents.attachments import limits
from documents.attachments.picture import check_shown, check_size
from documents.attachments.place import check_xmp
from documents.attachments.verdict import Code, RefusedError

_ELSEWHERE = ("/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE")
_PLAYED = ("/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView")
_ACTIONS = ("/JavaScript", *_ELSEWHERE, *_PLAYED)
_SCRIPTS = ("/JS", "/XFA", "/AA", "/RichMediaContent")
_FILES = ("/EmbeddedFiles", "/EF", "/AF")
_HOLDERS = ("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D")
"""Annotations that hold a file."""
_TEXTS = ("/Contents", "/V", "/DV", "/RC")
"""What notes and fields say beside the pages."""
_LINK = re.compile(r"(https?://|mailto:|tel:|www\.)[^\\\s]+", re.IGNORECASE)


def check_objects(reader: PdfReader) -> Iterator[str]:
    """Yield what notes and fields say; raises RefusedError for what is active."""
    numbers = [
        (number, generation)
        for generation, places in reader.xref.items()
        for number in places
    ]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > limits.OBJECTS:
        raise RefusedError(Code.LONG)
    yield from _check(reader.trailer)
    for number, generation in numbers:
        yield from _check(reader.get_object(IndirectObject(number, generation, reader)))


def _check(found: Any) -> Iterator[str]:
    """Look at an object and all that lies within it, not at what it refers to."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ArrayObject):
            waiting += cast("list[Any]", one)
        elif isinstance(one, DictionaryObject):
            _check_dictionary(one)
            if isinstance(one, StreamObject):
                _check_stream(one)
            waiting += dict(cast("dict[str, Any]", one)).values()
            if "/ByteRange" not in one:  # of a signature: it names who signed
                texts = (_value(one, key) for key in _TEXTS)
                yield from (str(text) for text in texts if _is_text(text))


def _check_dictionary(one: DictionaryObject) -> None:
    def has(*keys: str) -> bool:
        return any(_value(one, key) for key in keys)

    if _value(one, "/S") in _ACTIONS or has(*_SCRIPTS):
        raise RefusedError(Code.SCRIPT)
    holds_file = _value(one, "/Type") == "/EmbeddedFile" or has(*_FILES)
    if holds_file or _value(one, "/Subtype") in _HOLDERS:
        raise RefusedError(Code.EMBEDDED)
    link = _value(one, "/URI")
    if _is_text(link) and not _LINK.fullmatch(str(link)):
        raise RefusedError(Code.EXTERNAL)


def _check_stream(stream: StreamObject) -> None:
    """Refuse what lies elsewhere, and pictures as they would be refused alone."""
    if "/F" in stream:
        raise RefusedError(Code.EXTERNAL)
    kind, filters = _value(stream, "/Subtype"), _value(stream, "/Filter")
    if kind == "/XML":
        check_xmp(stream.get_data(), "")
    if kind != "/Image":
        return
    width, height = _value(stream, "/Width"), _value(stream, "/Height")
    if isinstance(width, int) and isinstance(height, int):
        check_size((width, height), "")
    if "/DCTDecode" in (filters if isinstance(filters, list) else [filters]):
        check_shown(stream.get_data())


def _value(one: DictionaryObject, key: str) -> Any:
    """Return a value, also where it is said by reference; None without one."""
    return one[key] if key in one else None  # noqa: SIM401 - get() follows none


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, NameObject)
