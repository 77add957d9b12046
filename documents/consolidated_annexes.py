"""The annexes of a consolidated report: who reported, and what has changed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docx.document import Document

from documents.base import add_paragraphs, add_table
from documents.consolidated_view import Change, ConsolidatedView
from documents.figure_words import absent, punctual, said
from documents.sections import add_annex
from schemas import words
from schemas.numerals import grouped

_PUNCTUAL = (56, 22, 22, 26, 34)
_ABSENT = (12, 88, 60)
_CHANGES = (10, 44, 26, 26, 54)
"""Millimetres of the tables' columns."""


class Annexes(NamedTuple):
    """How the annexes are called; one that is empty is not there."""

    coverage: str
    changes: str
    changed: int

    def mentioned(self) -> Iterator[tuple[str, str, str]]:
        """Yield, of each annex, how the text mentions it, its name and its rows."""
        if self.coverage:
            yield "annexed", self.coverage, ""
        if self.changes:
            yield "changed", self.changes, grouped(self.changed)


def annexes(view: ConsolidatedView) -> Annexes:
    """Return how a report's annexes are called: with a number where there are two."""
    coverage = view.coverage
    first = bool(coverage.punctuality or coverage.missing or coverage.elsewhere)
    second = view.amends and bool(view.changes)
    if first and second:
        names = (words.ANNEX.format(number="I"), words.ANNEX.format(number="II"))
    else:
        names = (words.LONE_ANNEX * first, words.LONE_ANNEX * second)
    return Annexes(*names, len(view.changes))


def add_annexes(document: Document, view: ConsolidatedView) -> None:
    """Add the annexes that have something to say."""
    to = words.ANNEX_OF.format(symbol=view.letterhead.symbol, issuer=view.issuer)
    called = annexes(view)
    if called.coverage:
        add_annex(document, called.coverage, words.PUNCTUAL_ANNEX, to)
        _add_coverage(document, view)
    if called.changes:
        add_annex(document, called.changes, words.CHANGE_ANNEX, to)
        add_changes(document, view.changes)


def add_changes(document: Document, changes: Iterable[Change]) -> None:
    """Add the table of what has changed since the version before."""
    rows = (_changed(at, one) for at, one in enumerate(changes, start=1))
    add_table(document, words.CHANGE_COLUMNS, rows, _CHANGES, (2, 3))


def _add_coverage(document: Document, view: ConsolidatedView) -> None:
    rows = [
        tuple(one if isinstance(one, str) else grouped(one) for one in row)
        for row in punctual(view.coverage)
    ]
    if rows:
        add_table(document, words.PUNCTUAL_COLUMNS, rows, _PUNCTUAL, (1, 2, 3, 4))
    without = list(absent(view.coverage))
    if without:
        add_paragraphs(document, (words.WITHOUT,))
        add_table(document, words.ABSENT_COLUMNS, without, _ABSENT)


def _changed(at: int, one: Change) -> tuple[str, ...]:
    """Return a row; whose report changed a hidden figure is not said."""
    hidden = one.before.hidden or one.after.hidden
    because = "" if hidden else "; ".join(one.because)
    label = words.IN_UNIT.format(label=one.label, unit=one.unit)
    return f"{at}", label, said(one.before), said(one.after), because
