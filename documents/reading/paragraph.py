"""Paragraphs: what a clerk wrote in one piece, whatever ends its lines have."""

import re
from typing import NamedTuple

from documents.reading.line import Cell

_APART = r"[\s*]+"


class Paragraph(NamedTuple):
    """A paragraph as it is read, and as it stands: lines `first` to `last`.

    `text` has single spaces and no marks of emphasis; `raw` is letter for letter.
    """

    text: str
    raw: str
    first: int
    last: int
    cell: Cell | None = None
    bold: bool = False
    gap: bool = False
    """Whether an empty line stands before it."""

    def quote(self, part: str) -> str:
        """Return a part of the text exactly as it stands, line ends included."""
        words = part.split()
        if not words:
            return ""
        found = re.search(_APART.join(map(re.escape, words)), self.raw)
        return found[0] if found else part
