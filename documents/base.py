"""The layout of official documents: Decree 30/2020/NĐ-CP, appendix I.

A4, Times New Roman; who issues it on the left, the nation on the right; number and day
stay blank until people give them, after signing. No seal and no signature is drawn.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from documents.looks import INDENT, LISTED, STRONG, WIDTH, Look, add_rule, say
from documents.wordml import (
    add_page_number,
    emptied,
    keep_whole,
    repeat_on_each_page,
    set_type,
    slim,
)
from schemas import words

_HEAD, _END = (62, 98), (80, 80)
"""How the head and the end share them."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues a document: its lines of name, its symbol, and where it sits.

    `symbol` stands behind the number, as `UBND-...`; `above` is the body it belongs to.
    `number` and `dated`, in words, only where people have given them.
    """

    issuer: tuple[str, ...]
    symbol: str
    locality: str
    above: str = ""
    number: str = ""
    dated: str = ""


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


_BESIDE = Look(13)
_ADDRESSED = Look(align=ALIGN.LEFT)
_STRONG_BESIDE = Look(12, bold=True)
_BODY = Look(align=ALIGN.JUSTIFY, before=3, after=3)
_CELL = Look(13, align=ALIGN.LEFT, before=2, after=2)
_NUMBER = _CELL._replace(align=ALIGN.RIGHT)
_COLUMN = _CELL._replace(bold=True, align=ALIGN.CENTER)


def new_document() -> Document:
    """Return an empty document: page, margins, type, numbers from page 2 on."""
    return docx.Document(BytesIO(_empty()))


@cache
def _empty() -> bytes:
    """Return it as a file: made once, since most of it is taking out what is unused."""
    document = docx.Document()
    slim(document)
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
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def add_head(document: Document, head: Letterhead, subject: str = "") -> None:
    """Add the head of a document; a letter's `subject` stands below its number."""
    left, right = _beside(document, _HEAD)
    if head.above:
        say(left, head.above.upper(), _BESIDE)
    for line in head.issuer:
        say(left, line.upper(), _STRONG_BESIDE)
    add_rule(left, _HEAD[0], 22)
    given, blank = words.NUMBER_GIVEN, words.NUMBER
    number = (given if head.number else blank).format_map(asdict(head))
    say(left, number, _BESIDE._replace(before=6))
    if subject:
        say(left, words.ABOUT.format(subject=subject), Look(12, before=6))
    say(right, words.NATION, _STRONG_BESIDE)
    say(right, words.MOTTO, STRONG)
    add_rule(right, _HEAD[1], 58)
    dated = (words.DATED_GIVEN if head.dated else words.DATED).format_map(asdict(head))
    say(right, dated, Look(italic=True, before=6))


def add_title(document: Document, kind: str, about: str) -> None:
    """Add the kind of a document in capitals, what it is about, and a rule."""
    say(document, kind.upper(), STRONG._replace(before=18))
    say(document, about, STRONG)
    add_rule(document, WIDTH, 50)


def add_addressee(document: Document, *names: str) -> None:
    """Add whom a letter is for; several stand below each other."""
    if len(names) == 1:
        say(document, f"{words.TO} {names[0]}", Look(before=18, after=12))
        return
    say(document, words.TO, _ADDRESSED._replace(before=18))
    for at, name in enumerate(names, start=1):
        last = at == len(names)
        text = f"- {name}{'.' if last else ';'}"
        one = say(document, text, _ADDRESSED._replace(after=12 if last else 0))
        one.paragraph_format.left_indent = Mm(62)


def add_paragraphs(
    document: Document,
    texts: Sequence[str],
    *,
    last: bool = False,
    italic: bool = False,
) -> None:
    """Add paragraphs of the body; the `last` ones end the document (`./.`).

    What a document rests on is `italic` (appendix I, section II.6).

    Its last paragraph stays on the page of the signature.
    """
    for at, text in enumerate(texts, start=1):
        ends = last and at == len(texts)
        said = text.rstrip(". ") + words.END if ends else text
        one = say(document, said, _BODY._replace(italic=italic))
        one.paragraph_format.first_line_indent = INDENT
        one.paragraph_format.keep_with_next = ends


def add_table(
    document: Document,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    numbers: Collection[int] = (),
) -> None:
    """Add a table, its columns in millimetres, its head repeated on every page.

    The columns of `numbers`, counted from 0, are set to the right.
    """
    table = _table(document, widths)
    table.style = "Table Grid"
    looks = [_NUMBER if at in numbers else _CELL for at in range(len(widths))]
    for number, texts in enumerate((columns, *rows)):
        row = table.add_row()
        keep_whole(row)
        if not number:
            repeat_on_each_page(row)
        for cell, text, look in zip(row.cells, texts, looks, strict=True):
            say(emptied(cell), text, look if number else _COLUMN)


def add_end(document: Document, signature: Signature, recipients: Recipients) -> None:
    """Add whom a document goes to, and beside it the place of the signature."""
    say(document, "", LISTED).paragraph_format.keep_with_next = True
    left, right = _beside(document, _END)
    heading = Look(12, bold=True, italic=True, align=ALIGN.LEFT)
    say(left, words.RECIPIENTS, heading)
    for name in recipients.names:
        say(left, f"- {name};", LISTED)
    say(left, f"- {words.FILED.format(places=recipients.filed)}.", LISTED)
    for line in (signature.authority, signature.capacity, signature.post):
        if line:
            say(right, line.upper(), STRONG)
    say(right, signature.name, STRONG._replace(before=56))


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
