"""A campaign in one table: agencies as rows, phases as columns."""

from calendars.said import short_day
from desk.boards.rows import (
    MOST,
    agency_rows,
    last_day,
    name_of,
    span_in_words,
    where_in_words,
)
from desk.boards.views import CellView, Matrix, MatrixRow
from desk.progress import Progress
from rules.progress import Cell, Line, rolled_up
from schemas import words


def matrix_of(seen: Progress) -> Matrix:
    """Return a campaign's matrix: all agencies together, then each of them."""
    plan, lines = seen.plan, seen.lines
    if len(lines) > MOST:
        lines = rolled_up(lines, plan.groups)
    places = {
        line.agency: row.place
        for line, row in zip(seen.lines, agency_rows(seen), strict=True)
    }
    return Matrix(
        phases=tuple((one.title, span_in_words(one.span)) for one in plan.phases),
        rows=tuple(
            _row(seen, line, places.get(line.agency, ""))
            for line in (seen.all, *lines)
            if lines
        ),
    )


def _row(seen: Progress, line: Line, place: str) -> MatrixRow:
    return MatrixRow(
        place=place,
        name=_name(seen, line),
        where=where_in_words(line.whole),
        whole=_cell(line.whole),
        phases=tuple(_cell(line.phases[phase.id]) for phase in seen.plan.phases),
    )


def _name(seen: Progress, line: Line) -> str:
    if line is seen.all:
        return words.ALL_AGENCIES
    name, several = name_of(seen, line.agency), line.stands_for > 1
    return words.SEVERAL.format(name=name, count=line.stands_for) if several else name


def _cell(cell: Cell) -> CellView:
    ahead = last_day(cell.next_last)
    day = short_day(ahead) if ahead else ""
    return CellView(words.MARKS[cell.where], cell.counts, day)
