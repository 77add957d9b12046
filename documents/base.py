"""The layout of official documents: Decree 30/2020/NĐ-CP, appendix I.

A4, Times New Roman; who issues it on the left, the nation on the right; number and day
stay blank, since offices give them after signing. No seal and no signature is drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from documents.wordml import (
    add_page_number,
    draw_rule,
    emptied,
    keep_whole,
    legal,
    repeat_on_each_page,
    set_type,
)
from schemas import words

_WIDTH = 160
"""Millimetres between the margins."""

_HEAD, _END = (62, 98), (80, 80)
"""How the head and the end share them."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues a document: its lines of name, its symbol, and where it sits.

    `symbol` stands behind the number, as `UBND-...`; `above` is the body it belongs to.
    """

    issuer: tuple[str, ...]
    symbol: str
    locality: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: on whose behalf, in whose place, the post, and the name below."""

    post: str
    authority: str = ""
    capacity: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The places a document goes to, and where it is filed, as `VT, VX3`."""

    names: tuple[str, ...]
    filed: str


class _Look(NamedTuple):
    """How a paragraph looks: its type in points, where it stands, the space around."""

    size: int = 14
    bold: bool = False
    italic: bool = False
    align: ALIGN = ALIGN.CENTER
    before: int = 0
    after: int = 0


_BESIDE = _Look(13)
_STRONG = _Look(bold=True)
_STRONG_BESIDE = _Look(12, bold=True)
_BODY = _Look(align=ALIGN.JUSTIFY, before=6)
_LISTED = _Look(11, align=ALIGN.LEFT)
_CELL = _Look(13, align=ALIGN.LEFT, before=2, after=2)
_COLUMN = _CELL._replace(bold=True, align=ALIGN.CENTER)


def new_document() -> Document:
    """Return an empty document: page, margins, type, numbers from page 2 on."""
    document = docx.Document()
    set_type(document.styles["Normal"], _BODY.size)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(20)
    page.header_distance = Mm(10)
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    add_page_number(number)
    return document


def add_head(document: Document, head: Letterhead, subject: str = "") -> None:
    """Add the head of a document; a letter's `subject` stands below its number."""
    left, right = _beside(document, _HEAD)
    if head.above:
        _say(left, head.above.upper(), _BESIDE)
    for line in head.issuer:
        _say(left, line.upper(), _STRONG_BESIDE)
    _rule(left, _HEAD[0], 22)
    number = words.NUMBER.format(symbol=head.symbol)
    _say(left, number, _BESIDE._replace(before=6))
    if subject:
        _say(left, words.ABOUT.format(subject=subject), _Look(12, before=6))
    _say(right, words.NATION, _STRONG_BESIDE)
    _say(right, words.MOTTO, _STRONG)
    _rule(right, _HEAD[1], 58)
    dated = words.DATED.format(locality=head.locality)
    _say(right, dated, _Look(italic=True, before=6))


def add_title(document: Document, kind: str, about: str) -> None:
    """Add the kind of a document in capitals, what it is about, and a rule."""
    _say(document, kind.upper(), _STRONG._replace(before=18))
    _say(document, about, _STRONG)
    _rule(document, _WIDTH, 50)


def add_addressee(document: Document, name: str) -> None:
    """Add whom a letter is for."""
    _say(document, f"{words.TO} {name}", _Look(before=18, after=12))


def add_paragraphs(
    document: Document, texts: Sequence[str], *, last: bool = False
) -> None:
    """Add paragraphs of the body; the `last` ones end the document (`./.`).

    Its last paragraph stays on the page of the signature.
    """
    for at, text in enumerate(texts, start=1):
        ends = last and at == len(texts)
        one = _say(document, text.rstrip(". ") + words.END if ends else text, _BODY)
        one.paragraph_format.first_line_indent = Mm(12.7)
        one.paragraph_format.keep_with_next = ends


def add_table(
    document: Document,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
) -> None:
    """Add a table, its columns in millimetres, its head repeated on every page."""
    table = _table(document, widths)
    table.style = "Table Grid"
    for number, texts in enumerate((columns, *rows)):
        row = table.add_row()
        keep_whole(row)
        if not number:
            repeat_on_each_page(row)
        for cell, text in zip(row.cells, texts, strict=True):
            _say(emptied(cell), text, _CELL if number else _COLUMN)


def add_end(document: Document, signature: Signature, recipients: Recipients) -> None:
    """Add whom a document goes to, and beside it the place of the signature."""
    _say(document, "", _LISTED).paragraph_format.keep_with_next = True
    left, right = _beside(document, _END)
    heading = _Look(12, bold=True, italic=True, align=ALIGN.LEFT)
    _say(left, words.RECIPIENTS, heading)
    for name in recipients.names:
        _say(left, f"- {name};", _LISTED)
    _say(left, f"- {words.FILED.format(places=recipients.filed)}.", _LISTED)
    for line in (signature.authority, signature.capacity, signature.post):
        if line:
            _say(right, line.upper(), _STRONG)
    _say(right, signature.name, _STRONG._replace(before=56))


def _beside(document: Document, widths: tuple[int, int]) -> tuple[Any, Any]:
    """Return two cells side by side, which no page tears apart."""
    row = _table(document, widths).add_row()
    keep_whole(row)
    left, right = map(emptied, row.cells)
    return left, right


def _table(document: Document, widths: Sequence[int]) -> Any:
    """Return a table without rows, its columns in millimetres."""
    table = document.add_table(0, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _rule(place: Any, width: int, length: int) -> None:
    """Draw a short rule in the middle of a place, both in millimetres."""
    line = _say(place, "", _Look(1))
    beside = Mm((width - length) / 2)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = beside
    line.paragraph_format.line_spacing = Pt(3)
    draw_rule(line)


def _say(place: Any, text: str, look: _Look) -> Any:
    """Add a paragraph to a document or to a cell."""
    one = place.add_paragraph()
    one.alignment = look.align
    spacing = one.paragraph_format
    spacing.space_before, spacing.space_after = Pt(look.before), Pt(look.after)
    run = one.add_run(legal(text))
    run.bold, run.italic, run.font.size = look.bold, look.italic, Pt(look.size)
    return one
