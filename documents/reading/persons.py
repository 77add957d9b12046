"""What names people like a list is reported by its place, and left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from documents.reading.paragraph import Paragraph
from documents.reading.place import lines_of
from documents.reading.result import Flag
from documents.reading.wording import said

Row = tuple[str, ...]
ListsPeople = Callable[[Iterable[Row]], bool]
"""Tells whether rows list people; the rules know, not the documents."""

_ALONE = 3
"""So often a line is repeated below its table's head, to be judged as a list."""


def without_people(
    paragraphs: Sequence[Paragraph], lists_people: ListsPeople
) -> tuple[list[Paragraph], list[Flag]]:
    """Return the paragraphs without the lines and rows of a list of people."""
    if not lists_people(_rows(paragraphs)):
        return list(paragraphs), []
    kept: list[Paragraph] = []
    left: list[Paragraph] = []
    heads: dict[int, Row] = {}
    for block in _blocks(paragraphs):
        texts, cell = tuple(one.text for one in block), block[0].cell
        head = heads.setdefault(cell.table, texts) if cell else ("",)
        named = texts != head and lists_people([head, *[texts] * _ALONE])
        (left if named else kept).extend(block)
    places = tuple(dict.fromkeys(n for one in left for n in lines_of([one])))
    return kept, [Flag(what="people", why=said("people"), source=places)]


def _rows(paragraphs: Sequence[Paragraph]) -> Iterator[Row]:
    for block in _blocks(paragraphs):
        yield tuple(one.text for one in block)


def _blocks(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the rows of tables whole, other paragraphs one by one."""
    block: list[Paragraph] = []
    for one in paragraphs:
        same_row = block and one.cell and block[-1].cell
        if same_row and one.cell[:2] == same_row[:2]:  # type: ignore[index]
            block.append(one)
            continue
        if block:
            yield block
        block = [one]
    if block:
        yield block
