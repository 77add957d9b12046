"""The text of a workbook: every cell of every sheet, hidden ones too, and its notes.

ECMA-376 part 1, 18.3 (sheets), 18.4 (shared strings), 18.8 (formats). Formulas are not
computed: a cell says what it said when it was saved.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from documents.attachments import limits
from documents.attachments.formats import Formats, read_formats, shown
from documents.attachments.kinds import Kind
from documents.attachments.markup import End, Event, Start, Text
from documents.attachments.package import Part, read_parts
from documents.attachments.row import Row, within_bounds
from documents.attachments.verdict import Code, RefusedError

_SHARED, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_MARGINS = frozenset(
    f"{page}{place}"
    for page in ("odd", "even", "first")
    for place in ("Header", "Footer")
)
_ENDS = frozenset({"p", "si", "text"}) | _MARGINS
"""Elements that hold one piece of text outside of cells."""
_SAID = frozenset({"v", "t", "text"}) | _MARGINS
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
_REACHING = re.compile(
    r"\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER(\.ID)?|EXEC)\s*\(", re.IGNORECASE
)
"""Functions that fetch or start something."""
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]+")
_NUMBER = re.compile(r"[0-9]{1,9}")
_LETTERS = 26


def read_sheets(file: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a workbook; raises RefusedError as `read_parts` does."""
    strings: list[str] = []
    formats: Formats = {}
    for part in read_parts(file, Kind.XLSX, (_SHARED, _STYLES)):
        if part.name == _STYLES:
            formats = read_formats(part.events)
        elif part.name == _SHARED:
            texts = ((text,) for text in _texts(part.events))
            strings = [text for (text,) in within_bounds(texts)]
        else:
            yield from _Sheet(part, strings, formats).rows()
        yield ("",)


def _texts(events: Iterator[Event]) -> Iterator[str]:
    """Yield the texts of a part one by one, without how they are pronounced."""
    held: list[str] = []
    names: list[str] = []
    for event in events:
        match event:
            case Start(name):
                names.append(name)
            case Text(text):
                if names and names[-1] == "t" and "rPh" not in names:
                    held.append(text)
            case End(name):
                names.pop()
                if name in _ENDS:
                    yield "".join(held)
                    held.clear()


class _Sheet:
    """One part that may hold cells, and the row that is being read."""

    def __init__(self, part: Part, strings: list[str], formats: Formats) -> None:
        self._part, self._strings, self._formats = part, strings, formats
        self._row: list[str] = []
        self._beyond: list[str] = []
        self._cell: Start | None = None
        self._held: list[str] = []
        self._names: list[str] = []

    def rows(self) -> Iterator[Row]:
        """Yield the rows of a sheet, or the texts of another part, in their order."""
        for event in self._part.events:
            match event:
                case Start(name):
                    self._names.append(name)
                    if name == "row":
                        self._row, self._beyond = [], []
                    elif name == "c":
                        self._cell, self._held = event, []
                case Text(text):
                    self._text(text)
                case End(name):
                    self._names.pop()
                    yield from self._end(name)

    def _text(self, text: str) -> None:
        name = self._names[-1] if self._names else ""
        if name in _FORMULAS or name in _SAID:
            self._held.append(text)

    def _end(self, name: str) -> Iterator[Row]:
        text = "".join(self._held)
        if name == "c" and self._cell is not None:
            self._place(self._cell, text)
            self._cell = None
        elif name == "row":
            yield (*self._row, *self._beyond)
        elif name in _FORMULAS:
            if _REACHING.search(text):
                raise RefusedError(Code.EXTERNAL, self._part.name)
        elif self._cell is not None or name not in _ENDS:
            return
        else:
            yield (text,)
        self._held = []

    def _place(self, cell: Start, text: str) -> None:
        """Lay a cell's text where it stands; far out, or over another, at the end."""
        said = self._said(cell, text)
        if len(said) > limits.CELL:
            raise RefusedError(Code.LONG, self._part.name)
        column = _column(cell.get("r"), len(self._row))
        if column >= limits.COLUMNS or column < len(self._row):
            self._beyond.append(said)
        else:
            self._row += [*[""] * (column - len(self._row)), said]

    def _said(self, cell: Start, text: str) -> str:
        match cell.get("t"):
            case "s":
                if not _NUMBER.fullmatch(text) or int(text) >= len(self._strings):
                    raise RefusedError(Code.DAMAGED, self._part.name)
                return self._strings[int(text)]
            case "" | "n":
                return shown(text, self._formats.get(cell.get("s"), 0))
            case _:
                return text


def _column(place: str, following: int) -> int:
    """Return the column of a cell from 0; without a place it follows the last one."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return following
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column - 1
