"""What does not belong into an attachment: a list of persons (Law 91/2025/QH15)."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from rules.person import (
    count_persons,
    holds_citizen_number,
    is_day,
    is_name,
    is_surely_name,
    names_and_dates,
)

Row = tuple[str, ...]
"""A row of a table, cell by cell; a line or a paragraph is a row of one cell.

A row of one empty cell parts two tables.
"""

PERSONS = 3
"""So many persons with their births are a list."""

_HEADING = 60
"""Characters of a heading at most."""
_BIRTHS = re.compile(
    r"(?:năm|ngày|tháng)[\s,]+sinh\b|\bsinh\s+(?:năm|ngày)", re.IGNORECASE
)
_DAYS = re.compile(r"\b(?:ngày|năm|tháng|thời|hạn|kỳ)\b", re.IGNORECASE)
_PAPERS = re.compile(r"\b(?:cccd|cmnd|căn cước|định danh|chứng minh)\b", re.IGNORECASE)
_PAPER_DIGITS = range(9, 13)
_GROUPED = re.compile(r"[\s.,-]")
_WITHIN = 3
"""Lines below a name in which its birth may stand, where each cell is a line."""
_FORGOTTEN = 5
"""Lines without a person after which a heading above them is forgotten."""


def lists_people(rows: Iterable[Row]) -> bool:
    """Tell whether the rows of a document name persons as a list does.

    Three persons, each with a name and a day or year of birth, in rows, lines or one
    sentence; or a single number of a citizen. Reads no further than it must.
    """
    headings, lines, persons = _Headings(), _Lines(), 0
    for row in rows:
        cells = tuple(normalize("NFC", cell).strip() for cell in row)
        if any(map(holds_citizen_number, cells)) or _holds_paper(cells, headings):
            return True
        if len(cells) == 1:
            persons += lines.count(cells[0])
        else:
            persons += _count(cells, headings)
        if persons >= PERSONS:
            return True
        headings = _below(cells, headings)
    return False


class _Headings(NamedTuple):
    """What headings promise: births; columns of other days, columns of papers."""

    births: bool = False
    other: frozenset[int] = frozenset()
    papers: frozenset[int] = frozenset()


def _below(cells: Row, above: _Headings) -> _Headings:
    """Return what stands above the rows below this one."""
    if cells == ("",):
        return _Headings()
    if any(map(is_day, cells)):
        return above
    births, papers, days = (_columns(cells, kind) for kind in (_BIRTHS, _PAPERS, _DAYS))
    if len(cells) == 1:
        return above._replace(papers=above.papers | papers)
    if births or papers:
        return _Headings(bool(births), days - births, papers)
    return above if above.births else above._replace(other=above.other | days)


def _columns(cells: Row, kind: re.Pattern[str]) -> frozenset[int]:
    return frozenset(
        at
        for at, cell in enumerate(cells)
        if len(cell) <= _HEADING and kind.search(cell)
    )


def _holds_paper(cells: Row, above: _Headings) -> bool:
    return any(
        len(digits) in _PAPER_DIGITS and digits.isdecimal()
        for at, cell in enumerate(cells)
        if at in above.papers
        for digits in [_GROUPED.sub("", cell)]
    )


def _count(cells: Row, above: _Headings) -> int:
    """Count the persons of one row of a table."""
    days = any(is_day(cell) for at, cell in enumerate(cells) if at not in above.other)
    named = any(map(is_name if above.births else is_surely_name, cells))
    return max(days and named, sum(map(count_persons, cells)))


class _Lines:
    """Lines without columns: what a heading above them, or a name, lets one expect."""

    def __init__(self) -> None:
        self._headed = self._named = 0

    def count(self, line: str) -> int:
        """Count the persons that a line names, or makes complete."""
        persons = count_persons(line)
        if self._headed and not persons:
            persons = int(names_and_dates(line))
        if self._named and is_day(line):
            persons, self._named = 1, 0
        headed = persons or (len(line) <= _HEADING and _BIRTHS.search(line))
        self._headed = _FORGOTTEN if headed else max(0, self._headed - 1)
        self._named = _WITHIN if is_surely_name(line) else max(0, self._named - 1)
        return persons
