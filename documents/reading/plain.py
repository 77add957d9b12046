"""A text file as lines."""

import re

from documents.reading.legacy import modern
from documents.reading.line import Cell, Line

_ENDS = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufeff]")
_ROW = re.compile(r"\s*\|(.+)\|\s*")
_RULE = re.compile(r"[\s|:+=-]*")


def read_plain(raw: bytes) -> tuple[Line, ...] | None:
    """Return the lines of a text, None where its encoding cannot be told.

    A line between bars is a row of a table.
    """
    text = modern(raw)
    return None if text is None else lines_of(text)


def lines_of(text: str) -> tuple[Line, ...]:
    """Return a text's lines, empty ones too, rows of tables cell by cell."""
    lines: list[Line] = []
    table, row, within = -1, 0, False
    for no, written in enumerate(_ENDS.split(text), start=1):
        found = _ROW.fullmatch(written)
        if found is None:
            within = False
            lines.append(Line(no, _CONTROL.sub(" ", written)))
            continue
        if not within:
            table, row, within = table + 1, 0, True
        if _RULE.fullmatch(found[1]):
            continue
        for column, cell in enumerate(found[1].split("|")):
            lines.append(
                Line(no, _CONTROL.sub(" ", cell).strip(), Cell(table, row, column))
            )
        row += 1
    return tuple(lines)
