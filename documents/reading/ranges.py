"""Times from one day to another: từ ngày 01 đến ngày 30 tháng 6, 15/4 - 15/5."""

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.reading.atoms import Atom, Scale, exact_day, find_atoms, span_of
from documents.reading.clock import HOUR, WEEKDAY
from documents.reading.said import Bound, Said, Year

_TO = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:,?\s*(?:cho\s+)?(?:đến|tới)(?:\s+hết)?|"
    r"(?:,|và|,\s+và)?\s*kết thúc(?:\s+(?:vào|trong))?|[-–—])\s*"
    rf"{HOUR}{WEEKDAY}",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|và)\s*", re.IGNORECASE)
_FROM = re.compile(
    r"(?<!\w)(?:bắt đầu\s+|kể\s+|trong (?:thời gian|khoảng thời gian)\s+)?từ\s*"
    rf"{HOUR}{WEEKDAY}$",
    re.IGNORECASE,
)


def find_ranges(text: str, year: Year, _: bool) -> Iterator[Said]:
    """Yield the times from one day to another."""
    atoms = find_atoms(text)
    for left, right in pairwise(atoms):
        between = text[left.end : right.start]
        link = _TO.fullmatch(between)
        if left.scale is Scale.FIRST_HALF:
            link = link or _AND.fullmatch(between)
        if link is None:
            continue
        before = _FROM.search(text[: left.start])
        days = right.scale is Scale.DAY and left.scale in (Scale.DAY, Scale.FIRST_HALF)
        if before is None and not days:
            continue
        start = before.start() if before else left.start
        yield _range(left, right, year)._replace(start=start, end=right.end)


def _range(left: Atom, right: Atom, year: Year) -> Said:
    until = right.year or year.of(right.month)
    since = left.year or _year_before(left, right, until)
    if left.scale is Scale.FIRST_HALF:
        left = left._replace(scale=Scale.DAY, month=right.month)
    first = exact_day(left, since) if left.scale is Scale.DAY else None
    if left.scale is Scale.MONTH and not left.part and (span := span_of(left, since)):
        first = span[0]
    last = exact_day(right, until) if right.scale is Scale.DAY else None
    if right.scale is not Scale.DAY and (span := span_of(right, until)):
        last = span[1]
    broken = (right.scale is Scale.DAY and last is None) or (
        left.scale is Scale.DAY and first is None
    )
    bound = Bound.UNPARSEABLE if broken else Bound.FROM_TO
    inferred = right.year is None
    return Said(0, 0, bound, None, first, last, last, year_inferred=inferred)


def _year_before(left: Atom, right: Atom, until: int) -> int:
    return until - 1 if left.month > right.month else until
