"""The cells of a printed sheet: texts, numbers, and links within the workbook."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any, NamedTuple

from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from calendars.plain import line

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TEXT = "s"
_PLAIN = "@"
_WHOLE, _TENTHS = "[$-42A]#,##0", "[$-42A]0.0"
"""Grouped as Vietnamese is written, `1.234.567`; the file's own comma is any group."""

_EXACT = 10**15
"""A table keeps 15 digits of a number; a larger one stays text, lest it be rounded."""

_TOP = Alignment(vertical="top")
_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_HEADING = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TYPE, _SIZE = "Times New Roman", 12
_FONT = Font(name=_TYPE, size=_SIZE)
_BOLD = Font(name=_TYPE, size=_SIZE, bold=True)
_LINK = Font(name=_TYPE, size=_SIZE, color="0563C1", underline="single")


class Linked(NamedTuple):
    """A value that leads to a cell of another sheet, as `'Nguồn 1'!E2`."""

    value: str | float
    to: str


Value = str | int | float | Linked | None
"""A whole number is a count; one with a fraction shows its tenths; None is empty."""


def place(sheet: str, column: int, row: int) -> str:
    """Return the address of a cell, its column and row counted from 1."""
    return f"{quote_sheetname(sheet)}!{get_column_letter(column)}{row}"


class Cells:
    """Gives a sheet its cells, row by row.

    A row is written as soon as it is appended, so the same cell serves the next value.
    """

    def __init__(self, sheet: Any) -> None:
        self._text = _cell(sheet, _PLAIN, _LEFT)
        self._heading = _cell(sheet, _PLAIN, _HEADING, _BOLD)
        self._title = _cell(sheet, _PLAIN, _TOP, _BOLD)
        self._whole = _cell(sheet, _WHOLE, _TOP)
        self._tenths = _cell(sheet, _TENTHS, _TOP)
        self._link_text = _cell(sheet, _PLAIN, _LEFT, _LINK)
        self._link_whole = _cell(sheet, _WHOLE, _TOP, _LINK)
        self._link_tenths = _cell(sheet, _TENTHS, _TOP, _LINK)

    def row(self, values: Iterable[Value]) -> Iterator[Any]:
        """Yield the cells of a row, to be written one by one."""
        for value in values:
            yield self._of(value)

    def title(self, text: str) -> Iterator[Any]:
        """Yield the one cell of a line over a table, as long as it needs to be."""
        yield _said(self._title, text)

    def headings(self, texts: Sequence[str]) -> Iterator[Any]:
        """Yield the cells of a table's head."""
        for text in texts:
            yield _said(self._heading, text)

    def _of(self, value: Value) -> Any:
        match value:
            case None | "":
                return None
            case Linked(shown, to):
                return self._leading(shown, to)
            case str():
                return _said(self._text, value)
            case int():
                return _counted(self._whole, self._text, value)
            case _:
                return _counted(self._tenths, self._text, value)

    def _leading(self, value: str | float, to: str) -> Any:
        match value:
            case str():
                cell = _said(self._link_text, value)
            case int():
                cell = _counted(self._link_whole, self._link_text, value)
            case _:
                cell = _counted(self._link_tenths, self._link_text, value)
        cell.hyperlink = Hyperlink(ref="", location=to)
        return cell


def _cell(sheet: Any, form: str, stands: Alignment, font: Font = _FONT) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    cell.number_format, cell.alignment, cell.font = form, stands, font
    return cell


def _said(cell: Any, text: str) -> Any:
    """Give a cell a text, whatever a table would take it for."""
    said = line(text)
    if said.startswith(STARTS_FORMULA):  # cells of one look share it
        looks = copy(cell._style)
        cell = WriteOnlyCell(cell.parent)
        cell._style = looks
        cell.quotePrefix = True
    cell.value = said
    cell.data_type = _TEXT
    return cell


def _counted(cell: Any, text: Any, number: float) -> Any:
    """Give a cell a number, or the cell for texts one that would be rounded."""
    if abs(number) >= _EXACT:
        return _said(text, f"{number}")
    cell.value = number
    return cell
