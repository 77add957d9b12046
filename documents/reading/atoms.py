"""Days, months, quarters and ends of years, wherever they stand in a text."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from documents.reading.taken import Taken


class Scale(StrEnum):
    """How exact a time is."""

    DAY = "day"
    FIRST_HALF = "first-half"
    """A day whose month stands behind "đến": từ ngày 01 đến ngày 30 tháng 6."""
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Atom(NamedTuple):
    """A time as it is written: numbers, not yet a day that exists."""

    start: int
    end: int
    scale: Scale
    day: int = 0
    month: int = 0
    year: int | None = None
    part: str = ""
    """đầu, giữa, cuối: which part of it is meant."""
    cued: bool = False
    """Whether "ngày" stands before it, or a year behind it."""
    slashed: bool = False
    since: int = 0
    """The first of several months: tháng 6, 7."""


_PART = (
    r"(?:(?P<part>đầu|giữa|cuối|trung tuần|thượng tuần|hạ tuần|nửa đầu|nửa cuối|"
    r"tuần(?: lễ)?\s+(?:đầu|cuối|thứ\s+(?:nhất|hai|ba|tư|[1-4])))(?:\s+(?:của|trong))?\s+)?"
)
_DAY = re.compile(
    r"(?<![\d/.,-])(?P<cue>(?:ngày|mùng|mồng)\s+)?(?P<d>\d{1,2})"
    r"(?:\s?(?P<mark>/|(?<!\s)[.–-](?!\s))\s?|\s*,?\s+tháng\s+)(?P<m>\d{1,2})"
    r"(?:\s?[/.–-]\s?(?P<y>\d{4}|\d{2})(?!\d)|,?\s+năm\s+(?P<year>\d{4}))?(?![\d%]|[/.,-]\d)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?<!\w)ngày\s+(?P<d>\d{1,2})(?=\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?\d{1,2}\s?"
    r"(?:/|\s+tháng))",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<![\d/.,-])(?:(?:trong\s+(?:hai|ba|0?[23])\s+)?ngày\s+(?P<d1>\d{1,2})\s?(?:[-–,]|và)|(?P<d2>\d{1,2})\s?[-–])"
    r"\s?(?P<last>(?P<l>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})"
    r"(?:(?:/|\s+năm\s+)(?P<y>\d{4}))?)(?![\d/])",
    re.IGNORECASE,
)
"""Days of one month: 1-2/6."""
_MONTH = re.compile(
    rf"{_PART}(?<!\d )tháng\s+(?P<m>\d{{1,2}})(?:\s?[/-]\s?(?P<y>\d{{4}})|\s+năm\s+"
    r"(?P<year>\d{4}))?(?![\d/]|\s*[-–]\s*\d)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"tháng\s+(?P<since>\d{1,2})\s*(?:[-–,&]|và)\s*(?:tháng\s+)?(?P<m>\d{1,2})"
    r"(?:\s?/\s?(?P<y>\d{4})|\s+năm\s+(?P<year>\d{4}))?(?![\d/])",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"{_PART}quý\s+(?P<q>IV|I{{1,3}}|[1-4])\b(?:\s?[/-]\s?(?P<y>\d{{4}})|\s+năm\s+"
    r"(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?P<part>đầu|giữa|cuối|hết)\s+năm(?:\s+(?:học\s+)?(?P<y>\d{4}))?(?!\s*[-–]\s*\d)(?!\w)",
    re.IGNORECASE,
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_CENTURY = 100
_DAY_LONG = timedelta(days=1)
_HAS_NONE = re.compile(r"(?:(?!\b(?:năm|quý)\b)[^\d])*", re.IGNORECASE)
"""A text in which no time can stand: without digits, years and quarters."""


@lru_cache(maxsize=16)  # the readers of one text ask for its times in turn
def find_atoms(text: str) -> tuple[Atom, ...]:
    """Return the times of a text in their order; no two overlap."""
    if _HAS_NONE.fullmatch(text):
        return ()
    taken = Taken(len(text))
    steps = (_firsts, _days, _months, _others)
    found = [
        one for step in steps for one in step(text) if taken.take(one.start, one.end)
    ]
    return tuple(sorted(found))


def _firsts(text: str) -> Iterator[Atom]:
    for found in _FIRST.finditer(text):
        yield Atom(*found.span(), Scale.FIRST_HALF, int(found["d"]), cued=True)
    for found in _SHORT.finditer(text):
        first = int(found["d1"] or found["d2"])
        last, month = int(found["l"]), int(found["m"])
        year = int(found["y"]) if found["y"] else None
        start = found.start("last")
        end = found.end("d1" if found["d1"] else "d2")
        yield Atom(found.start(), end, Scale.FIRST_HALF, first)
        yield Atom(start, found.end(), Scale.DAY, last, month, year)


def _days(text: str) -> Iterator[Atom]:
    for found in _DAY.finditer(text):
        year = _year(found)
        cued = found["cue"] is not None or year is not None or found["mark"] is None
        slashed = found["mark"] in ("/", None)
        numbers = int(found["d"]), int(found["m"])
        yield Atom(*found.span(), Scale.DAY, *numbers, year, "", cued, slashed)


def _months(text: str) -> Iterator[Atom]:
    for found in _MONTHS.finditer(text):
        since, month = int(found["since"]), int(found["m"])
        if since < month:
            span, year = found.span(), _year(found)
            yield Atom(*span, Scale.MONTH, 0, month, year, since=since)
    for found in _MONTH.finditer(text):
        part = (found["part"] or "").lower()
        month = int(found["m"])
        yield Atom(*found.span(), Scale.MONTH, 0, month, _year(found), part)


def _others(text: str) -> Iterator[Atom]:
    for found in _QUARTER.finditer(text):
        quarter = _QUARTERS.get(found["q"].upper()) or int(found["q"])
        part = (found["part"] or "").lower()
        yield Atom(*found.span(), Scale.QUARTER, 0, quarter * 3, _year(found), part)
    for found in _YEAR.finditer(text):
        year = int(found["y"]) if found["y"] else None
        yield Atom(*found.span(), Scale.YEAR, 0, 12, year, found["part"].lower())


def _year(found: re.Match[str]) -> int | None:
    written = found["y"] or found["year"]
    if written is None:
        return None
    return int(written) + (2000 if int(written) < _CENTURY else 0)


def exact_day(atom: Atom, year: int) -> date | None:
    """Return the day that an atom names, None if there is no such day."""
    try:
        return date(atom.year or year, atom.month, atom.day)
    except ValueError:
        return None


def span_of(atom: Atom, year: int) -> tuple[date, date] | None:
    """Return the first and the last day that a month, quarter or part of it can mean."""
    year = atom.year or year
    if not 0 <= atom.since < 13 > atom.month > 0:  # noqa: PLR2004 - months
        return None
    first_month = {Scale.QUARTER: atom.month - 2, Scale.YEAR: 1}
    opens = atom.since or atom.month
    first = date(year, first_month.get(atom.scale, opens), 1)
    last = date(year, atom.month, monthrange(year, atom.month)[1])
    if atom.scale is Scale.YEAR:
        return first, last
    match atom.part:
        case "đầu" | "thượng tuần":
            last = first.replace(day=10)
        case "giữa" | "trung tuần" if atom.scale is Scale.MONTH:
            first, last = first.replace(day=11), first.replace(day=20)
        case "cuối" | "hạ tuần":
            first = last.replace(day=21)
        case part if part.startswith("tuần"):
            first, last = _week(first, last, part.split()[-1])
        case _:
            pass
    return first, last


def _week(first: date, last: date, which: str) -> tuple[date, date]:
    """Return seven days of a month: its first, its last, or counted from its first."""
    if which == "cuối":
        return last - 6 * _DAY_LONG, last
    count = {"đầu": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4}.get(which) or int(which)
    since = first + 7 * (count - 1) * _DAY_LONG
    return since, since + 6 * _DAY_LONG
