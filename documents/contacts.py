"""The sheet of contacts: a row for each mailbox of an agency, written and read."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from calendars.plain import line
from documents.workbook import Page, write_workbook
from schemas import words

LARGEST = 2_000_000
"""Bytes of a file; unpacked it may have ten times as many."""
MOST_ROWS = 20_000
_MACROS = "vbaProject.bin"
_FORMULA = "f"
_WIDTHS = (18, 40, 14, 24, 24, 36, 18, 12, 12)


class Row(NamedTuple):
    """One mailbox as the sheet has it; `place` is its row there, counted from 1."""

    place: int
    agency: str
    name: str
    role: str
    post: str
    reader: str
    address: str
    telephone: str
    first: str
    last: str


class Wrong(NamedTuple):
    """What is wrong in a sheet: the row (0 for the file), the column, the remedy."""

    row: int
    column: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return `F12: what (remedy)`."""
        place = f"{self.column}{self.row}: " if self.row else ""
        return f"{place}{self.what} ({self.remedy})"


class Sheet(NamedTuple):
    """A sheet as it was read, and all that is wrong with its cells."""

    rows: tuple[Row, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def column_of(field: str) -> str:
    """Return the letter of the column that holds a field of a row."""
    return get_column_letter(Row._fields.index(field))


def write_contacts(rows: Iterable[Row]) -> bytes:
    """Return the sheet as .xlsx; what a table would take for a formula stays text."""
    columns, texts = words.CONTACT_COLUMNS, (row[1:] for row in rows)
    return write_workbook([Page(words.CONTACTS, columns, _WIDTHS, texts)])


def read_contacts(content: bytes) -> Sheet:
    """Read a sheet; every wrong cell is said at once, and nothing is computed.

    Never raises: whatever the file holds, `wrong` says where and the remedy.
    """
    refused = _refused(content)
    if refused is not None:
        return Sheet(wrong=(refused,))
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        cells = [list(row) for row in _cells(book)]
    except Exception:  # noqa: BLE001 - whatever such a file holds, it is refused
        return Sheet(wrong=(_no_table(),))
    return _sheet(cells)


def _refused(content: bytes) -> Wrong | None:
    """Refuse by size and kind, before any of it is read."""
    if len(content) > LARGEST:
        return Wrong(0, "", f"over {LARGEST:,} bytes", "keep one sheet, no pictures")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _no_table()
    if any(part.filename.endswith(_MACROS) for part in parts):
        return Wrong(0, "", "holds macros", "save it as .xlsx, without macros")
    if sum(part.file_size for part in parts) > 10 * LARGEST:
        return Wrong(0, "", "unpacks to too much", "keep one sheet, no pictures")
    return None


def _no_table() -> Wrong:
    return Wrong(0, "", "this is no table", "save it as .xlsx and give that file")


def _cells(book: Any) -> Iterator[Iterable[Any]]:
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    width = len(words.CONTACT_COLUMNS)
    return sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=width)


def _sheet(cells: list[list[Any]]) -> Sheet:
    head = tuple(_words(cell.value) for cell in cells[0]) if cells else ()
    if head != words.CONTACT_COLUMNS:
        columns = ", ".join(words.CONTACT_COLUMNS)
        remedy = f"start from `campaign contacts export`: {columns}"
        return Sheet(wrong=(Wrong(1, "A", "these are not the columns", remedy),))
    if len(cells) > MOST_ROWS + 1:
        what = f"more than {MOST_ROWS} rows"
        return Sheet(wrong=(Wrong(MOST_ROWS + 2, "A", what, "split the sheet"),))
    wrong: list[Wrong] = []
    rows: list[Row] = []
    for place, line_ in enumerate(cells[1:], start=2):
        wrong += _formulas(place, line_)
        texts = [_words(cell.value) for cell in line_]
        texts += [""] * (len(words.CONTACT_COLUMNS) - len(texts))
        if any(texts):
            rows.append(Row(place, *texts))
    return Sheet(tuple(rows), tuple(wrong))


def _formulas(place: int, cells: list[Any]) -> Iterator[Wrong]:
    for number, cell in enumerate(cells, start=1):
        if getattr(cell, "data_type", "") == _FORMULA:
            column = get_column_letter(number)
            yield Wrong(place, column, "a formula", "write its value instead")


def _words(value: object) -> str:
    """Return a cell as text: tables turn days and numbers into values of their own."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return line(str(value)).strip()
