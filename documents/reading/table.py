"""Duties in a table: what, who leads, who supports, until when."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from documents.reading.body import Named, read_named, split_names
from documents.reading.entry import Entry, Written
from documents.reading.label import split_label
from documents.reading.paragraph import Paragraph

_WHO = re.compile(
    r"(?:cơ quan|đơn vị|bộ phận|người|cá nhân|tổ chức)?[\w ,/]*(?:chủ trì|thực hiện|phụ trách)|"
    r"^(?:cơ quan|đơn vị|bộ phận|các (?:cơ quan|đơn vị))(?:,? \w+)?$|phân công",
    re.IGNORECASE,
)
_PARTNERS = re.compile(r"phối hợp", re.IGNORECASE)
_WHAT = re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|^việc", re.IGNORECASE)
_WHEN = re.compile(r"thời (?:gian|hạn|điểm)|tiến độ|hoàn thành|^hạn", re.IGNORECASE)
_BODY = re.compile(r"cơ quan|đơn vị|bộ phận|người|cá nhân", re.IGNORECASE)
_PART = re.compile(r"[IVX]{1,5}|[A-E]")
_SHARED = re.compile(r"(?:^|[;,.\n])\s*phối hợp\s*:\s*(?P<names>.+)", re.IGNORECASE)
_LEADS = re.compile(r"^chủ trì\s*:\s*", re.IGNORECASE)
_HEADING = 80


_NUMBER_AND_TEXT = 2


class Columns(NamedTuple):
    """Which column of a table says what."""

    what: int
    who: int
    when: int | None
    partners: int | None


Row = dict[int, list[Paragraph]]


def table_rows(paragraphs: Sequence[Paragraph]) -> dict[int, list[Row]]:
    """Return the rows of each table, each as its cells by their columns."""
    tables: dict[int, dict[int, Row]] = {}
    for one in paragraphs:
        if one.cell is not None:
            rows = tables.setdefault(one.cell.table, {})
            rows.setdefault(one.cell.row, {}).setdefault(one.cell.column, []).append(
                one
            )
    return {table: [rows[at] for at in sorted(rows)] for table, rows in tables.items()}


def columns_of(rows: list[Row]) -> tuple[int, Columns] | None:
    """Return the row of headings of a table of duties and what its columns say."""
    for at, row in enumerate(rows[:3]):
        heads = {column: _text(cell) for column, cell in row.items()}
        if any(len(head) > _HEADING for head in heads.values()):
            continue
        when = _first({k: v for k, v in heads.items() if not _BODY.search(v)}, _WHEN)
        others = {k: v for k, v in heads.items() if k != when}
        who = _first(others, _WHO, _PARTNERS)
        partners = _first(heads, _PARTNERS)
        what = _first({k: v for k, v in heads.items() if k not in (who, when)}, _WHAT)
        if who is not None and what is not None:
            if partners in (who, what):
                partners = None
            return at, Columns(what, who, when if when != who else None, partners)
    return None


def read_table(rows: list[Row]) -> tuple[Entry, ...]:
    """Return the entries of a table of duties, one for each agency in its order."""
    found = columns_of(rows)
    if found is None:
        return ()
    at, columns = found
    duties: dict[str, list[Written]] = {}
    first: dict[str, tuple[Named, Paragraph]] = {}
    names: tuple[str, ...] = ()
    for row in rows[at + 1 :]:
        if _heads_others(row, columns):
            names = ()
            continue
        who = row.get(columns.who, [])
        names = _names(who) or (names if not who and columns.what in row else ())
        where = who or row.get(columns.what, [])
        for name in names:
            named = _named(name)
            first.setdefault(named.name, (named._replace(rest=""), where[0]))
            duties.setdefault(named.name, []).extend(_of_row(row, columns))
    return tuple(
        Entry(None, None, "", named, paragraph, tuple(duties[name]))
        for name, (named, paragraph) in first.items()
    )


def _named(name: str) -> Named:
    """Return an agency as its cell names it: a cell says nothing else of it."""
    named = read_named(name) or Named(name, "", None, False)
    return named if not named.rest else named._replace(name=name)


def _heads_others(row: Row, columns: Columns) -> bool:
    """Tell whether a row is a heading of those below it: a Roman number, one text."""
    first = row.get(min(row), []) if row else []
    filled = [at for at, cell in row.items() if _text(cell).strip()]
    return _PART.fullmatch(_text(first).strip(" .")) is not None and (
        columns.who not in filled and len(filled) <= _NUMBER_AND_TEXT
    )


def _names(cell: list[Paragraph]) -> tuple[str, ...]:
    names: list[str] = []
    for one in cell:
        label = split_label(one.text)
        text = label.rest if label is not None else one.text
        text = _LEADS.sub("", _SHARED.sub("", text))
        for piece in re.split(r"\s*[;\n]\s*", text):
            names += split_names(piece)
    return tuple(name[0].upper() + name[1:] for name in names if name)


def _of_row(row: Row, columns: Columns) -> Iterator[Written]:
    cell = row.get(columns.what, [])
    times = _text(row.get(columns.when, [])) if columns.when is not None else ""
    shared = _SHARED.search(_text(row.get(columns.who, [])))
    partners = shared["names"] if shared else ""
    if columns.partners is not None:
        partners = _text(row.get(columns.partners, []))
    labels = [split_label(one.text) for one in cell]
    if len(cell) > 1 and all(label is not None for label in labels):
        for one, label in zip(cell, labels, strict=True):
            text = label.rest if label is not None else one.text
            yield Written(text, (one,), None, times or None, partners or None)
    elif cell:
        text = _text(cell)
        label = split_label(text)
        text = label.rest if label is not None else text
        yield Written(text, tuple(cell), None, times or None, partners or None)


def _first(
    heads: dict[int, str],
    words: re.Pattern[str],
    without: re.Pattern[str] | None = None,
) -> int | None:
    for column, head in heads.items():
        if words.search(head) and not (
            without
            and without.search(head)
            and not re.search("chủ trì|thực hiện", head, re.IGNORECASE)
        ):
            return column
    return None


def _text(cell: list[Paragraph]) -> str:
    return " ".join(one.text for one in cell)
