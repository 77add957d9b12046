"""A Word document as lines: paragraphs, cells, text boxes, drawn numbers.

Only the parts that hold the text are opened; whatever else the package carries (a
template's address, pictures, objects) is never looked at: ECMA-376 part 1, 17.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from unicodedata import normalize

from documents.attachments import limits
from documents.attachments.archive import Entry, read_entries, unpack
from documents.attachments.markup import Budget, End, Event, Start, Text, read_markup
from documents.attachments.verdict import Code, RefusedError
from documents.reading.line import Cell, Line
from documents.reading.numbering import Counter, Lists, read_lists

_DOCUMENT, _NUMBERS, _STYLES = (
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
)
_MACROS = re.compile(r"vba(project|data)", re.IGNORECASE)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("0", "false", "none", "off")
_SKIPPED = ("Fallback", "del", "moveFrom", "sectPr", "pPrChange", "rPrChange")

Numbered = tuple[str, int]
"""The list a paragraph belongs to, and its level there."""


def read_word(file: BinaryIO) -> tuple[Line, ...]:
    """Return the lines of a document; raises RefusedError for what is none."""
    entries = {entry.name: entry for entry in read_entries(file)}
    if any(_MACROS.search(name) for name in entries):
        raise RefusedError(Code.MACRO)
    if _DOCUMENT not in entries:
        raise RefusedError(Code.TYPE)
    budget = Budget()

    def events(name: str) -> Iterable[Event]:
        if name not in entries:
            return ()
        return read_markup(_bounded(file, entries[name]), name, budget)

    lists = read_lists(events(_NUMBERS))
    styles = _numbered_styles(events(_STYLES))
    reader = _Reader(lists, styles)
    for event in events(_DOCUMENT):
        reader.take(event)
    return tuple(reader.lines)


def _bounded(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    if entry.size > limits.MARKUP:
        raise RefusedError(Code.LONG, entry.name)
    return unpack(file, entry)


def _numbered_styles(events: Iterable[Event]) -> dict[str, Numbered]:
    """Return the styles whose paragraphs are numbered by themselves."""
    styles: dict[str, Numbered] = {}
    style, level = "", 0
    for event in events:
        match event:
            case Start("style"):
                style, level = event.get("styleId"), 0
            case Start("ilvl") if style:
                level = _int(event.get("val"))
            case Start("numId") if style:
                styles[style] = (event.get("val"), level)
            case _:
                pass
    return {name: (number, level) for name, (number, level) in styles.items()}


class _Paragraph:
    """A paragraph that is open."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.number = ""
        self.level = -1
        self.style = ""
        self.bold = self.plain = 0


class _Reader:
    """Reads word/document.xml; text boxes come before the paragraph they hang on."""

    def __init__(self, lists: Lists, styles: dict[str, Numbered]) -> None:
        self.lines: list[Line] = []
        self._counter = Counter(lists)
        self._styles = styles
        self._open: list[_Paragraph] = []
        self._cells: list[Cell] = []
        self._tables = 0
        self._skipped: list[str] = []
        self._within_text = self._bold = False

    def take(self, event: Event) -> None:
        """Take what comes next."""
        if self._skipped:
            self._skip(event)
            return
        match event:
            case Start(name) if name in _SKIPPED:
                self._skipped.append(name)
            case Start():
                self._start(event)
            case Text(text):
                if self._within_text:
                    self._say(text)
            case End(name):
                self._end(name)

    def _skip(self, event: Event) -> None:
        match event:
            case Start(name):
                self._skipped.append(name)
            case End():
                self._skipped.pop()
            case _:
                pass

    def _start(self, event: Start) -> None:
        match event.name:
            case "p":
                self._open.append(_Paragraph())
            case "tbl":
                self._cells.append(Cell(self._tables, -1, -1))
                self._tables += 1
            case "tr" if self._cells:
                self._cells[-1] = Cell(
                    self._cells[-1].table, self._cells[-1].row + 1, -1
                )
            case "tc" if self._cells:
                last = self._cells[-1]
                self._cells[-1] = last._replace(column=last.column + 1)
            case "t":
                self._within_text = True
            case "r":
                self._bold = False
            case name if self._open:
                self._of_paragraph(name, event)
            case _:
                pass

    def _of_paragraph(self, name: str, event: Start) -> None:
        paragraph = self._open[-1]
        match name:
            case "pStyle":
                paragraph.style = event.get("val")
            case "numId":
                paragraph.number = event.get("val")
            case "ilvl":
                paragraph.level = _int(event.get("val"))
            case "b":
                self._bold = event.get("val") not in _OFF
            case name if name in _BREAKS:
                self._say(_BREAKS[name])
            case _:
                pass

    def _say(self, text: str) -> None:
        if self._open:
            paragraph = self._open[-1]
            paragraph.text.append(text)
            size = len(text.strip())
            if self._bold:
                paragraph.bold += size
            else:
                paragraph.plain += size

    def _end(self, name: str) -> None:
        match name:
            case "t":
                self._within_text = False
            case "p" if self._open:
                self._close(self._open.pop())
            case "tbl" if self._cells:
                self._cells.pop()
            case _:
                pass

    def _close(self, paragraph: _Paragraph) -> None:
        text = normalize("NFC", "".join(paragraph.text))
        cell = self._cells[-1] if self._cells else None
        label = self._label(paragraph) if text.strip() else ""
        bold = paragraph.bold > paragraph.plain
        no = self.lines[-1].no + 1 if self.lines else 1
        for part in text.split("\n"):
            self.lines.append(Line(no, part, cell, label, bold))
            label = ""

    def _label(self, paragraph: _Paragraph) -> str:
        number, level = self._styles.get(paragraph.style, ("", 0))
        number = paragraph.number or number
        if paragraph.level >= 0:
            level = paragraph.level
        return self._counter.label(number, level) if number not in ("", "0") else ""


def _int(text: str) -> int:
    return int(text[:4]) if text[:4].isdecimal() else 0
