"""A line of a text file or PDF, a paragraph or cell of a Word document."""

from typing import NamedTuple


class Cell(NamedTuple):
    """Where a line stands in a table; all counted from 0."""

    table: int
    row: int
    column: int


class Line(NamedTuple):
    """One line as it stands, in composed Unicode; `no` is counted from 1.

    `label` is a number or bullet that Word draws before the text.
    """

    no: int
    text: str
    cell: Cell | None = None
    label: str = ""
    bold: bool = False
