"""The figures of a consolidated report as a workbook, each with what it rests on."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from calendars.said import moment_in_words
from documents.cells import Linked, Value, place
from documents.consolidated_view import ConsolidatedView, Group, Line, Source
from documents.figure_words import absent, note, number, punctual
from documents.sheet_names import sheet_names
from documents.wording import paragraphs
from documents.workbook import PrintedPage, write_workbook
from schemas import words
from schemas.numerals import grouped

_WIDTHS = (7, 60, 16, 22, 13, 13, 30)
_FIGURE = 4
"""The column of a figure, of those above, counted from 1."""

_BESIDE = (7, 36, 7, 16)
"""Columns that say which report it is; a column for each indicator follows."""
_COUNTED = 16
_PUNCTUAL = (44, 14, 14, 20, 24)
_ABSENT = (7, 60, 40)
_ROW = 3
"""The row of the totals where reports are listed: below title and head."""


class _Sheets(NamedTuple):
    """The names of the sheets; `sources` are empty where nothing leads further."""

    summary: str
    groups: tuple[str, ...]
    coverage: str
    absent: str
    sources: tuple[str, ...]


def figures_xlsx(view: ConsolidatedView) -> bytes:
    """Return the figures as .xlsx.

    A sheet of all figures, one for each group, the reports expected and handed in, and
    the agencies without figures; where the view has sources, which are not for
    publication, a sheet of each group's figures by agency, to which every total leads.
    """
    sheets = _named(view)
    return write_workbook(
        chain(
            (_summary(view, sheets),),
            _groups(view, sheets),
            (_coverage(view, sheets), _absent(view, sheets)),
            _sources(view, sheets),
        )
    )


def _named(view: ConsolidatedView) -> _Sheets:
    titles = [
        words.NUMBERED.format(number=at, title=group.title)
        for at, group in enumerate(view.groups, start=1)
    ]
    sources = [
        words.SOURCES_SHEET.format(number=at)
        for at in range(1, len(titles) + 1)
        if view.sources
    ]
    fixed = (words.SUMMARY_SHEET, words.COVERAGE_SHEET, words.ABSENT_SHEET)
    summary, coverage, absent, *others = sheet_names((*fixed, *titles, *sources))
    groups, further = others[: len(titles)], others[len(titles) :]
    return _Sheets(summary, tuple(groups), coverage, absent, tuple(further))


def _summary(view: ConsolidatedView, sheets: _Sheets) -> PrintedPage:
    said = {
        "subject": view.subject,
        "version": f"{view.version}",
        "at": moment_in_words(view.at),
        "reported": grouped(view.coverage.reported),
        "expected": grouped(view.coverage.expected),
    }
    above = paragraphs("consolidated/figures.txt", **said)
    rows = _summary_rows(view, sheets)
    return PrintedPage(
        sheets.summary, words.FIGURE_COLUMNS, _WIDTHS, rows, above, beside=2
    )


def _summary_rows(
    view: ConsolidatedView, sheets: _Sheets
) -> Iterator[tuple[Value, ...]]:
    both = zip(view.groups, sheets.groups, strict=True)
    for at, (group, sheet) in enumerate(both, start=1):
        yield (f"{at}", Linked(group.title, place(sheet, 1, 1)))
        for nth, line in enumerate(group.lines):
            to = place(sheet, _FIGURE, _first(nth))
            figure = Linked(number(line.figure, within=bool(view.sources)), to)
            yield _row(f"{at}.{nth + 1}", line, figure)


def _groups(view: ConsolidatedView, sheets: _Sheets) -> Iterator[PrintedPage]:
    for at, (group, sheet) in enumerate(zip(view.groups, sheets.groups, strict=True)):
        rows = _group_rows(group, sheets.sources[at] if view.sources else "")
        above = (group.title,)
        yield PrintedPage(sheet, words.FIGURE_COLUMNS, _WIDTHS, rows, above, beside=2)


def _group_rows(group: Group, sources: str) -> Iterator[tuple[Value, ...]]:
    for nth, line in enumerate(group.lines):
        figure: Value = number(line.figure, within=bool(sources))
        if sources:
            figure = Linked(figure, place(sources, len(_BESIDE) + nth + 1, _ROW))
        yield _row(f"{nth + 1}", line, figure)


def _first(nth: int) -> int:
    """Return the row of an indicator in its group's sheet: below title and head."""
    return nth + 3


def _row(place_: str, line: Line, figure: Value) -> tuple[Value, ...]:
    said = (place_, line.label, line.unit, figure)
    return (*said, line.reported, line.asked, note(line.figure))


def _coverage(view: ConsolidatedView, sheets: _Sheets) -> PrintedPage:
    rows, above = punctual(view.coverage), (words.PUNCTUAL_ANNEX,)
    return PrintedPage(sheets.coverage, words.PUNCTUAL_COLUMNS, _PUNCTUAL, rows, above)


def _absent(view: ConsolidatedView, sheets: _Sheets) -> PrintedPage:
    rows, above = absent(view.coverage), (words.ABSENT_SHEET,)
    return PrintedPage(sheets.absent, words.ABSENT_COLUMNS, _ABSENT, rows, above)


def _sources(view: ConsolidatedView, sheets: _Sheets) -> Iterator[PrintedPage]:
    for at, sheet in enumerate(sheets.sources):
        group = view.groups[at]
        labels = (
            words.IN_UNIT.format(label=line.label, unit=line.unit)
            for line in group.lines
        )
        yield PrintedPage(
            sheet,
            (*words.SOURCE_COLUMNS, *labels),
            (*_BESIDE, *(_COUNTED for _ in group.lines)),
            _source_rows(group, sheets.groups[at], view.sources),
            (words.WITHIN.format(title=group.title),),
            beside=2,
        )


def _source_rows(
    group: Group, sheet: str, sources: Sequence[Source]
) -> Iterator[Sequence[Value]]:
    ids = [line.id for line in group.lines]
    totals = (
        Linked(number(line.figure, within=True), place(sheet, _FIGURE, _first(nth)))
        for nth, line in enumerate(group.lines)
    )
    yield ("", words.TOTAL, "", "", *totals)
    nth = 0
    for source in sources:
        figures = [source.figures.get(one) for one in ids]
        if figures.count(None) < len(figures):
            nth += 1
            said = (f"{nth}", source.agency, source.version, source.code)
            yield (*said, *figures)
