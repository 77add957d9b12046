"""Where something stands in a document, and its words there."""

from collections.abc import Sequence
from typing import TypedDict

from documents.reading.paragraph import Paragraph
from documents.reading.result import Item


class Where(TypedDict):
    """The fields of an item that say where it was read."""

    source: tuple[int, ...]
    raw: str


def where(paragraph: Paragraph, part: str | None = None) -> Where:
    """Return the place of a paragraph, with a part of it or all of it letter for letter."""
    raw = paragraph.raw if part is None else paragraph.quote(part)
    return {"source": lines_of([paragraph]), "raw": raw}


def where_all(paragraphs: Sequence[Paragraph]) -> Where:
    """Return the place of several paragraphs that are read as one."""
    raw = "\n".join(one.raw for one in paragraphs)
    return {"source": lines_of(paragraphs), "raw": raw}


def lines_of(paragraphs: Sequence[Paragraph]) -> tuple[int, ...]:
    """Return the first and the last line, one number where they are the same."""
    first, last = paragraphs[0].first, paragraphs[-1].last
    return (first,) if first == last else (first, last)


def item(paragraph: Paragraph, part: str | None = None) -> Item:
    """Return a place as a value of its own."""
    return Item(**where(paragraph, part))
