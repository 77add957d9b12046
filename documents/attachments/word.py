"""The text of a Word document: paragraphs, tables, headers, notes, text boxes.

Read from every part that holds XML, whatever its name: ECMA-376 part 1, 17.3 and 17.4.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from documents.attachments import limits
from documents.attachments.kinds import Kind
from documents.attachments.markup import End, Start, Text
from documents.attachments.package import Part, read_parts
from documents.attachments.row import Row
from documents.attachments.verdict import Code, RefusedError

_TEXT = frozenset({"t", "delText"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BEGIN = "\x00"
_REACHING = re.compile(
    _BEGIN + r'[\s"]*(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|'
    r"DATABASE|RD|QUOTE)\b",
    re.IGNORECASE,
)
"""Fields that fetch or start something, or build another field from numbers."""


def read_word(file: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a document; raises RefusedError as `read_parts` does."""
    for part in read_parts(file, Kind.DOCX, ()):
        yield from _Reader(part).rows()
        yield ("",)


class _Reader:
    """One part as it is read: what is open, from the outside to the inside."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._paragraphs: list[list[str]] = []
        self._tables: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._covered: list[int] = []
        self._fields: list[str] = []
        self._names: list[str] = []
        self._skipped = 0

    def rows(self) -> Iterator[Row]:
        """Yield the rows of a part, and refuse the fields that reach outside."""
        for event in self._part.events:
            match event:
                case Start():
                    self._names.append(event.name)
                    self._start(event)
                case Text(text):
                    self._text(text)
                case End(name):
                    self._names.pop()
                    yield from self._end(name)
        if _REACHING.search("".join(self._fields)):
            raise RefusedError(Code.EXTERNAL, self._part.name)

    def _start(self, event: Start) -> None:
        match event.name:
            case "Fallback":
                self._skipped += 1
            case "p":
                self._paragraphs.append([])
            case "tr":
                self._tables.append([])
            case "tc":
                self._cells.append([])
                self._covered.append(0)
            case "gridSpan":
                self._widen(event.get("val"))
            case "fldChar" | "fldSimple":
                self._fields += (_BEGIN + text for text in _instructions(event))
            case name if name in _BREAKS:
                self._say(_BREAKS[name])
            case _:
                pass

    def _text(self, text: str) -> None:
        if self._names and self._names[-1] in ("instrText", "delInstrText"):
            self._fields.append(text)
        elif self._names and self._names[-1] in _TEXT:
            self._say(text)

    def _say(self, text: str) -> None:
        if self._paragraphs and not self._skipped:
            self._paragraphs[-1].append(text)

    def _widen(self, value: str) -> None:
        """Note how many places a cell covers beside its own."""
        if self._covered and value.isdecimal():
            self._covered[-1] = min(int(value[:4]), limits.COLUMNS) - 1

    def _end(self, name: str) -> Iterable[Row]:
        match name:
            case "Fallback":
                self._skipped -= 1
            case "p":
                text = "".join(self._paragraphs.pop())
                if not self._cells:
                    return [(text,)]
                self._cells[-1].append(text)
            case "tc":
                text, covered = "\n".join(self._cells.pop()), self._covered.pop()
                if not self._tables:
                    return [(text,)]
                self._tables[-1] += [text, *[""] * covered]
            case "tr":
                return [tuple(self._tables.pop())]
            case "tbl":
                return [("",)]
            case _:
                pass
        return ()


def _instructions(event: Start) -> list[str]:
    """Return what a field's begin says: nothing yet, or all of a simple field."""
    if event.name == "fldSimple":
        return event.all("instr")
    return [""] if "begin" in event.all("fldCharType") else []
