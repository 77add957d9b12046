"""The sections of a report, its annexes, and notes beside its text."""

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from documents.looks import INDENT, LISTED, STRONG, WIDTH, Look, add_rule, say
from documents.wordml import number_from_one

_SECTION = Look(bold=True, align=ALIGN.JUSTIFY, before=12)
_PART = _SECTION._replace(before=6, after=3)
_NOTE = Look(11, italic=True, align=ALIGN.LEFT, before=12)


def add_section(document: Document, title: str) -> None:
    """Add the title of a section (`I. ...`) in capitals, on the page of its text."""
    _entitle(document, title.upper(), _SECTION)


def add_part(document: Document, title: str) -> None:
    """Add the title of a part of a section (`1. ...`), on the page of its text."""
    _entitle(document, title, _PART)


def add_note(document: Document, text: str) -> None:
    """Add a small note that is no part of the text."""
    say(document, text, _NOTE)


def add_annex(document: Document, heading: str, title: str, to: str) -> None:
    """Begin an annex on a page of its own, its pages numbered from 1.

    `to` says which document it goes with.
    """
    number_from_one(document.add_section(WD_SECTION.NEW_PAGE))
    say(document, heading, STRONG)
    say(document, title.upper(), STRONG)
    say(document, to, Look(13, italic=True))
    add_rule(document, WIDTH, 50)
    say(document, "", LISTED)


def _entitle(document: Document, title: str, look: Look) -> None:
    one = say(document, title, look)
    one.paragraph_format.first_line_indent = INDENT
    one.paragraph_format.keep_with_next = True
