"""How a paragraph of a document looks, and the rule drawn below some."""

from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from documents.wordml import draw_rule, element, legal

WIDTH = 160
"""Millimetres between the margins."""

INDENT = Mm(12.7)
"""Of a paragraph's first line."""


class Look(NamedTuple):
    """How a paragraph looks: its type in points, where it stands, the space around."""

    size: int = 14
    bold: bool = False
    italic: bool = False
    align: ALIGN = ALIGN.CENTER
    before: int = 0
    after: int = 0


STRONG = Look(bold=True)
LISTED = Look(11, align=ALIGN.LEFT)


def add_rule(place: Any, width: int, length: int) -> None:
    """Draw a short rule in the middle of a place, both in millimetres."""
    line = say(place, "", Look(1))
    beside = Mm((width - length) / 2)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = beside
    line.paragraph_format.line_spacing = Pt(3)
    draw_rule(line)


def say(place: Any, text: str, look: Look) -> Any:
    """Add a paragraph to a document or to a cell."""
    one = place.add_paragraph()
    properties, run = deepcopy(_mould(look))
    one._p.append(properties)
    one._p.append(run)
    one.runs[0].text = legal(text)
    return one


@cache
def _mould(look: Look) -> Any:
    """Return an empty paragraph that looks so: most of a document looks like few."""
    bare = element("<w:p />")
    nowhere: Any = None
    one = Paragraph(bare, nowhere)
    one.alignment = look.align
    spacing = one.paragraph_format
    spacing.space_before, spacing.space_after = Pt(look.before), Pt(look.after)
    run = one.add_run()
    run.bold, run.italic, run.font.size = look.bold, look.italic, Pt(look.size)
    return bare
