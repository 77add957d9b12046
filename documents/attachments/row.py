"""The text of a document as rows of cells, as a person reads it."""

from collections.abc import Callable, Iterable, Iterator

from documents.attachments import limits
from documents.attachments.verdict import Code, RefusedError

Row = tuple[str, ...]
"""A row of a table, cell by cell; a paragraph or a line is a row of one cell."""

LooksLikePeople = Callable[[Iterable[Row]], bool]
"""Tells whether rows look like a list of people; the rules know, not the documents."""


def within_bounds(rows: Iterable[Row]) -> Iterator[Row]:
    """Pass rows on; more text than can be looked through is refused."""
    left = limits.TEXT
    for row in rows:
        left -= sum(map(len, row)) + len(row)
        if left < 0:
            raise RefusedError(Code.LONG)
        yield row


def check_people(rows: Iterable[Row], looks_like_people: LooksLikePeople) -> None:
    """Refuse a list of people; the rows are read to their end, with all they raise."""
    bounded = within_bounds(rows)
    found = looks_like_people(bounded)
    for _ in bounded:
        pass
    if found:
        raise RefusedError(Code.PEOPLE)
