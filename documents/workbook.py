"""A workbook of plain pages: every cell is text, the same values the same bytes."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from calendars.plain import line

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a packed file can bear."""


class Page(NamedTuple):
    """A sheet: its columns with their widths in characters, and its rows."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterable[tuple[str, ...]]


def write_workbook(pages: Iterable[Page]) -> bytes:
    """Return the pages as .xlsx; what a table would take for a formula stays text."""
    book = Workbook(write_only=True)
    for page in pages:
        sheet = book.create_sheet(page.title)
        for number, width in enumerate(page.widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        for values in (page.columns, *page.rows):
            sheet.append([_text(sheet, value) for value in values])
    into = BytesIO()
    book.save(into)
    return _timeless(into)


def _text(sheet: Any, value: str) -> Any:
    """Return what a table takes for text; a cell of its own only where it must be."""
    if value[:1].isalpha():
        return line(value)
    cell: Any = WriteOnlyCell(sheet, value=line(value))
    cell.data_type = "s"
    cell.number_format = "@"
    if value.startswith(_STARTS_FORMULA):
        cell.style = "Normal"
        cell.quotePrefix = True
    return cell


def _timeless(written: BytesIO) -> bytes:
    """Return the file without the moment at which it was written."""
    into = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(into, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            kept = zipfile.ZipInfo(part.filename, _EPOCH)
            new.writestr(kept, content, zipfile.ZIP_DEFLATED)
    return into.getvalue()
