"""A workbook of pages, written row by row: the same values give the same bytes."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from calendars.plain import line
from documents.cells import STARTS_FORMULA, Cells, Value

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a packed file can bear."""

_LINE, _HIGHEST = 16, 409
"""Points of a line of text, and of the highest row there is."""

_MARGIN = 2
"""Characters of a column's width that its text leaves free."""

_PAGE_OF = "&P/&N"
"""Says the number of a printed page, and of how many."""


class Page(NamedTuple):
    """A sheet of texts: its columns with their widths in characters, and its rows."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterable[tuple[str, ...]]


class PrintedPage(NamedTuple):
    """A sheet of texts, numbers and links, laid out for A4.

    `above` are lines over the columns; `beside` columns stay in sight and head every
    printed page, as the columns' titles do.
    """

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterable[Sequence[Value]]
    above: tuple[str, ...] = ()
    beside: int = 0

    @property
    def first(self) -> int:
        """Return the number of the first row below the columns' titles."""
        return len(self.above) + 2


def write_workbook(pages: Iterable[Page | PrintedPage]) -> bytes:
    """Return the pages as .xlsx; what a table would take for a formula stays text."""
    book = Workbook(write_only=True)
    for page in pages:
        sheet = book.create_sheet(page.title)
        for number, width in enumerate(page.widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        if isinstance(page, Page):
            _write(sheet, page)
        else:
            _write_printed(sheet, page)
    into = BytesIO()
    book.save(into)
    return _timeless(into)


def _write(sheet: Any, page: Page) -> None:
    sheet.freeze_panes = "A2"
    for values in (page.columns, *page.rows):
        sheet.append([_text(sheet, value) for value in values])


def _write_printed(sheet: Any, page: PrintedPage) -> None:
    _lay_out(sheet, page)
    cells = Cells(sheet)
    for text in page.above:
        sheet.append(cells.title(text))
    _heighten(sheet, page.first - 1, page.columns, page.widths)
    sheet.append(cells.headings(page.columns))
    for at, values in enumerate(page.rows, start=page.first):
        _heighten(sheet, at, values, page.widths)
        sheet.append(cells.row(values))


def _heighten(
    sheet: Any, row: int, values: Sequence[Value], widths: Sequence[int]
) -> None:
    """Make a row as high as its longest text needs; not every table does it itself."""
    lines = max(
        (
            -(-len(value) // max(width - _MARGIN, 1))
            for value, width in zip(values, widths, strict=False)
            if isinstance(value, str) and len(value) > width - _MARGIN
        ),
        default=1,
    )
    if lines > 1:
        sheet.row_dimensions[row].height = min(lines * _LINE, _HIGHEST)


def _lay_out(sheet: Any, page: PrintedPage) -> None:
    """Lay a sheet out for A4: across, as wide as the page, its head on every page."""
    sheet.freeze_panes = f"{get_column_letter(page.beside + 1)}{page.first}"
    sheet.print_title_rows = f"{page.first - 1}:{page.first - 1}"
    if page.beside:
        sheet.print_title_cols = f"A:{get_column_letter(page.beside)}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.gridLines = True
    sheet.oddFooter.center.text = _PAGE_OF


def _text(sheet: Any, value: str) -> Any:
    """Return what a table takes for text; a cell of its own only where it must be."""
    text = line(value)
    if text[:1].isalpha():
        return text
    cell: Any = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(STARTS_FORMULA):
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
