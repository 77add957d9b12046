"""A file as lines, whatever kind it is; all that hinders is said in one line."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from unicodedata import normalize

from documents.attachments import limits
from documents.attachments.kinds import Kind, kind_of
from documents.attachments.pdf import read_pdf
from documents.attachments.verdict import Code, RefusedError
from documents.reading.line import Line
from documents.reading.plain import lines_of, read_plain
from documents.reading.refusal import Cause, UnreadableError
from documents.reading.word import read_word

_CAUSES: Mapping[Code, Cause] = {
    Code.SIZE: Cause.SIZE,
    Code.EMPTY: Cause.EMPTY,
    Code.TYPE: Cause.CONTENT,
    Code.ENCRYPTED: Cause.ENCRYPTED,
    Code.BOMB: Cause.BOMB,
    Code.LONG: Cause.LONG,
    Code.MACRO: Cause.MACRO,
    Code.ENTITY: Cause.ENTITY,
    Code.SCRIPT: Cause.ACTIVE,
    Code.EMBEDDED: Cause.ACTIVE,
    Code.EXTERNAL: Cause.ACTIVE,
}
_OLD = frozenset({"doc", "dot"})
_MACROS = frozenset({"docm", "dotm"})
LINE = 20_000
"""Characters of a line or paragraph; a page has some 3,000."""
_MARKED = re.compile("[\u00e0-\u00fd\u0102-\u01b0\u1ea0-\u1ef9]")
_ALONE = 20
"""In a sound text fewer than one word in so many is a single letter with a mark."""
_LETTER = re.compile(r"[^\W\d_]")


def read_lines(path: Path) -> tuple[Line, ...]:
    """Return the lines of a .docx, .pdf or .txt; raises UnreadableError otherwise."""
    name = path.name
    try:
        with path.open("rb") as file:
            return _read(file, name)
    except FileNotFoundError:
        raise UnreadableError(name, Cause.MISSING) from None
    except (OSError, ValueError):
        raise UnreadableError(name, Cause.KIND) from None


def _read(file: BinaryIO, name: str) -> tuple[Line, ...]:
    extension = name.rpartition(".")[2].lower()
    if extension in _OLD or extension in _MACROS:
        old = extension in _OLD
        raise UnreadableError(name, Cause.OLD_WORD if old else Cause.MACRO)
    if extension not in (Kind.DOCX, Kind.PDF, "txt"):
        raise UnreadableError(name, Cause.KIND)
    size = file.seek(0, 2)
    if size == 0 or size > limits.FILE:
        raise UnreadableError(name, Cause.SIZE if size else Cause.EMPTY)
    lines = _lines(file, name, extension)
    if not any(_LETTER.search(line.text) for line in lines):
        raise UnreadableError(
            name, Cause.SCANNED if extension == Kind.PDF else Cause.EMPTY
        )
    if extension == Kind.PDF and _is_in_disorder(lines):
        raise UnreadableError(name, Cause.DISORDER)
    sizes = [len(line.text) for line in lines]
    if sum(sizes) > limits.TEXT or max(sizes) > LINE:
        raise UnreadableError(name, Cause.LONG)
    return lines


def _is_in_disorder(lines: tuple[Line, ...]) -> bool:
    """Tell whether letters with marks stand alone, as where a font lacked them."""
    words = [word for line in lines for word in line.text.split()]
    alone = sum(len(word) == 1 and _MARKED.match(word) is not None for word in words)
    return alone * _ALONE > len(words)


def _lines(file: BinaryIO, name: str, extension: str) -> tuple[Line, ...]:
    if extension == "txt":
        file.seek(0)
        lines = read_plain(file.read())
        if lines is None:
            raise UnreadableError(name, Cause.ENCODING)
        return lines
    try:
        if kind_of(file, name) is Kind.DOCX:
            return read_word(file)
        text = "\n".join(text for (text,) in read_pdf(file))
    except RefusedError as error:
        code = error.refusal.code
        raise UnreadableError(name, _CAUSES.get(code, Cause.DAMAGED)) from None
    return lines_of(normalize("NFC", text))
