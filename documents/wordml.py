"""What WordprocessingML needs beyond python-docx: rules, page numbers, fixed bytes."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.rel import Relationships
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt

FONT = "Times New Roman"
_VIETNAMESE = "vi-VN"
_LANGUAGE = f'<w:lang w:val="{_VIETNAMESE}" w:eastAsia="{_VIETNAMESE}"/>'
_RULE = (
    '<w:pBdr ><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
)
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
_PAGE_NUMBER = '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
_FROM_ONE = '<w:pgNumType w:start="1"/>'
_AFTER_NUMBERS = ("w:cols", "w:titlePg", "w:docGrid")
_UNUSED_PARTS = ("stylesWithEffects", "thumbnail", "customXml")
_TABLE_STYLES = ("Normal Table", "Table Grid")
_PACKED = (1980, 1, 1, 0, 0, 0)
"""The moment of every part: a zip file knows no earlier one."""

_LONGEST = 255
"""Characters of a file's title."""

_UNSEEN = "\N{REPLACEMENT CHARACTER}"


def legal(text: str) -> str:
    """Return text that XML can hold, on one line.

    What cannot be seen or is not allowed there leaves a mark, so that nothing is hidden
    in what people sign.
    """
    return "".join(map(_legal, text))


def _legal(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() else _UNSEEN


def element(xml: str) -> Any:
    """Return an element of WordprocessingML; `xml` holds constants only, no data."""
    head, space, rest = xml.partition(" ")
    return parse_xml(f"{head} {nsdecls('w')}{space}{rest}")


def slim(document: Document) -> None:
    """Take out of a new document what nothing in it uses: most of its bytes."""
    _drop_unused(document.part.rels)
    if document.part.package:
        _drop_unused(document.part.package.rels)
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()


def _drop_unused(relations: Relationships) -> None:
    for key, one in list(relations.items()):
        if one.reltype.rpartition("/")[2] in _UNUSED_PARTS:
            del relations[key]


def set_type(style: Any, size: int) -> None:
    """Set a style in the documents' one typeface, for every script, in Vietnamese."""
    style.font.name, style.font.size = FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        properties.rFonts.set(qn(f"w:{script}"), FONT)
    properties.append(element(_LANGUAGE))


def draw_rule(paragraph: Any) -> None:
    """Draw a line below a paragraph, as long as its indents leave it."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(element(_RULE), *_AFTER_BORDERS)


def add_page_number(paragraph: Any) -> None:
    """Let a paragraph show the number of its page."""
    paragraph._p.append(element(_PAGE_NUMBER))


def number_from_one(section: Any) -> None:
    """Let a section count its own pages, from 1, if it has not from the one before."""
    if section._sectPr.find(qn("w:pgNumType")) is None:
        section._sectPr.insert_element_before(element(_FROM_ONE), *_AFTER_NUMBERS)


def emptied(cell: Any) -> Any:
    """Return a new cell without the empty paragraph it begins with."""
    for paragraph in cell.paragraphs:
        cell._tc.remove(paragraph._p)
    return cell


def repeat_on_each_page(row: Any) -> None:
    """Let a table's row head it on every page."""
    row._tr.get_or_add_trPr().append(element("<w:tblHeader />"))


def keep_whole(row: Any) -> None:
    """Let no page end within a table's row."""
    row._tr.get_or_add_trPr().append(element("<w:cantSplit />"))


def fixed_bytes(document: Document, title: str, at: datetime) -> bytes:
    """Return a document as .docx: the same values always give the same bytes."""
    known = document.core_properties
    known.title, known.language = legal(title)[:_LONGEST], _VIETNAMESE
    known.author = known.last_modified_by = known.comments = ""
    known.created = known.modified = at.replace(tzinfo=None)
    written, into = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(into, "w") as packed:
        for part in parts.infolist():
            fixed = zipfile.ZipInfo(part.filename, _PACKED)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(fixed, parts.read(part))
    return into.getvalue()
