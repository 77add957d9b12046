"""What a text says of time: each deadline with its bound, as DOMAIN.md lists them."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from documents.reading.atoms import Atom, Scale, exact_day, find_atoms, span_of
from documents.reading.clock import HOUR, WEEKDAY
from documents.reading.observances import find_observances
from documents.reading.ranges import find_ranges
from documents.reading.said import Bound, Said, Year
from documents.reading.taken import Taken
from documents.reading.unfixed import (
    find_at_once,
    find_feasts,
    find_recurring,
    find_regulated,
    find_relative,
)

_ANY_YEAR = Year(2000)
"""A leap year: by it 29/02 is a day, where the text knows no year."""
_ONE = timedelta(days=1)
_CUES = tuple(
    (bound, re.compile(rf"(?<!\w)(?:{words})\s*{HOUR}{WEEKDAY}$", re.IGNORECASE))
    for bound, words in (
        (Bound.BEFORE, r"trước(?:\s+(?:thời điểm|hạn|thời hạn))?"),
        (
            Bound.BY,
            r"(?:(?:chậm|muộn) nhất|không (?:muộn|chậm) (?:hơn|quá)|không quá|hạn cuối"
            r"(?: cùng)?|hạn chót|thời hạn(?: [\w ]{1,25})?|hạn nộp|kết thúc)"
            r"(?:\s*:|\s+(?:là|vào|đến|hết|trong|trước))*",
        ),
        (
            Bound.BY,
            r"(?:từ nay\s+)?(?:cho\s+)?(?:đến|tới)(?:\s+hết)?|hết|xong(?: trong)?",
        ),
        (Bound.FROM, r"(?:kể |bắt đầu |tính |sau )?từ|bắt đầu|kể|sau"),
        (
            Bound.ON,
            r"(?:vào\s+)?(?:hồi|lúc|sáng|chiều|tối)|vào|trong|khoảng",
        ),
    )
)
_NO_CUE = re.compile(rf"\s*{HOUR}{WEEKDAY}$", re.IGNORECASE)
_MARKED = re.compile(
    r"(?<!\w)(?:nhân(?:\s+dịp)?|dịp|hưởng ứng|chào mừng|kỷ niệm)\s[^.;:()]{0,90}\(?$",
    re.IGNORECASE,
)
_DAY_NAMED = re.compile(r"(?<!\w)ngày\s+[^\d.;:()]{2,70}\(?$", re.IGNORECASE)
_LOOSE = re.compile(
    r"(?:trước|đến|tới|hết|từ|vào|sáng|chiều|tối|đêm|hơn|nhất|dịp|nhân|nhi|là|trong|kể|khoảng|hạn|hoàn thành|"
    r"tổ chức|dự kiến|diễn ra|:|\()\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:số\s+)?(?:xã|phường|huyện|tỉnh|trường|chỉ tiêu|lớp|hộ|đơn vị|thôn|bản|khu|"
    r"giờ|tuổi|tháng tuổi|trẻ|em|người|cơ quan|nội dung|tiêu chí|điểm|h\b|%)",
    re.IGNORECASE,
)
_AROUND_OBSERVANCE = re.compile(
    r"(?:\s+với chủ đề\s+[“\"][^”\"]{0,150}[”\"])?[\s,(:–-]{0,3}", re.IGNORECASE
)
_LAST_DAY = re.compile(r"(?<=\d{4} )\(hết ngày \d{1,2}/\d{1,2}\)")
"""Behind a day: how its bound is to be read."""
_SPEAKS_OF_TIME = re.compile(
    r"\d|\b(?:ngày|năm|quý|tuần|tháng|dịp|khi|lễ|tết|quy định|định kỳ)\b",
    re.IGNORECASE,
)


def read_days(
    text: str,
    year: Year,
    *,
    cited: Iterable[tuple[int, int]] = (),
    bare: bool = False,
) -> tuple[Said, ...]:
    """Return what a text says of time, in its order.

    What stands within a span of `cited` is no deadline; with `bare` a time needs no
    word before it, as in a column of times.
    """
    if not _SPEAKS_OF_TIME.search(text):
        return ()
    taken = Taken(len(text))
    for start, end in cited:
        taken.take(start, end)
    known = year if year.year else _ANY_YEAR
    for reading in _LAST_DAY.finditer(text):
        taken.take(*reading.span())
    steps = (
        find_recurring,
        find_relative,
        find_regulated,
        find_ranges,
        _observed,
        _singles,
        find_at_once,
        find_feasts,
    )
    found = [
        one if year.year else _without_year(one)
        for step in steps
        for one in step(text, known, bare)
        if taken.take(one.start, one.end)
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _without_year(said: Said) -> Said:
    """Take the day out of a time whose year nobody knows."""
    if not said.year_inferred:
        return said
    return said._replace(day=None, first=None, last=None, last_day=None)


def _observed(text: str, year: Year, _: bool) -> Iterator[Said]:
    atoms = [one for one in find_atoms(text) if one.scale is Scale.DAY]
    for one in find_observances(text):
        start, end, atom = one.start, one.end, None
        for other in atoms:
            if other.start >= one.end and _AROUND_OBSERVANCE.fullmatch(
                text[one.end : other.start]
            ):
                atom, end = other, other.end
                break
            if other.end <= one.start and one.start - other.end <= _NEAR:
                between = text[other.end : one.start]
                if re.fullmatch(r"\s*[-–(,]\s*|\s*\(?nhân\s*", between):
                    atom, start = other, other.start
        known = Atom(0, 0, Scale.DAY, one.day, one.month)
        atom = atom or known
        day = exact_day(atom, atom.year or year.of(atom.month))
        bound = Bound.UNPARSEABLE if day is None else Bound.OCCASION
        if text[end : end + 1] == ")" and "(" in text[start:end]:
            end += 1
        inferred = atom.year is None
        yield Said(start, end, bound, day, last_day=day, year_inferred=inferred)


_NEAR = 12
_CLOSE = 40
"""Characters between "nhân dịp" and its day that belong to its name."""


def _singles(text: str, year: Year, bare: bool) -> Iterator[Said]:
    for atom in find_atoms(text):
        if atom.scale is Scale.FIRST_HALF:
            continue
        before = text[max(0, atom.start - 120) : atom.start]
        if not (bare or _is_time(text, atom, before)):
            continue
        bound, cue = _bound(before)
        shift = len(cue[0]) - len(cue[0].lstrip())
        start = atom.start - (len(before) - cue.start()) + shift
        said = _single(atom, bound, year, before)
        marked = _MARKED.search(before)
        if said.bound is Bound.OCCASION and marked and len(marked[0]) <= _CLOSE:
            start = atom.start - len(marked[0])
        yield _with_clock(said, cue)._replace(start=start, end=atom.end)


def _is_time(text: str, atom: Atom, before: str) -> bool:
    """Tell whether numbers are meant as a time, and are no share or count."""
    if atom.scale is not Scale.DAY:
        return (
            atom.part != ""
            or atom.year is not None
            or _LOOSE.search(before) is not None
        )
    if _COUNTED.match(text, atom.end) and not atom.cued:
        return False
    if atom.cued:
        return True
    loose = _LOOSE.search(before) is not None
    if not atom.slashed:
        return loose and not before.rstrip().endswith(("là", ":", "("))
    return (
        loose or _MARKED.search(before) is not None or bool(_DAY_NAMED.search(before))
    )


def _bound(before: str) -> tuple[Bound, re.Match[str]]:
    """Return how the words before a time bind it, and those words."""
    for bound, cue in _CUES:
        if found := cue.search(before):
            return bound, found
    bare = _NO_CUE.search(before)
    assert bare is not None  # noqa: S101 - an empty match is one
    return Bound.ON, bare


def _single(atom: Atom, bound: Bound, year: Year, before: str) -> Said:
    inferred = atom.year is None
    if atom.scale is not Scale.DAY:
        return _vague(atom, bound, year)._replace(year_inferred=inferred)
    day = exact_day(atom, atom.year or year.of(atom.month))
    if day is None:
        return Said(0, 0, Bound.UNPARSEABLE)
    marked = _MARKED.search(before)
    if bound is Bound.ON and (marked or _DAY_NAMED.search(before)):
        bound = Bound.OCCASION
    last = day - _ONE if bound is Bound.BEFORE else day
    first = day if bound is Bound.FROM else None
    valid = None if bound is Bound.FROM else last
    return Said(0, 0, bound, day, first, None, valid, year_inferred=inferred)


def _vague(atom: Atom, bound: Bound, year: Year) -> Said:
    span = span_of(atom, atom.year or year.of(atom.month))
    if span is None:
        return Said(0, 0, Bound.UNPARSEABLE)
    first, last = span
    if atom.scale is Scale.YEAR and atom.part != "hết":
        until = last if atom.part == "cuối" else None
        return Said(0, 0, Bound.FUZZY, None, None, until, until)
    whole = not atom.part or atom.part == "hết"
    if bound is Bound.BEFORE and whole:
        return Said(0, 0, bound, first, last_day=first - _ONE)
    if (bound is Bound.BY and whole) or atom.part == "hết":
        return Said(0, 0, Bound.BY, last, last_day=last)
    if bound is Bound.FROM and whole:
        return Said(0, 0, bound, first, first)
    return Said(0, 0, Bound.FUZZY, None, first, last, last)


def _with_clock(said: Said, cue: re.Match[str]) -> Said:
    """Add hour and weekday: before 17 o'clock of a day the day itself still counts."""
    hour = cue["hour"]
    if hour is not None and said.day is not None:
        clock = f"{int(hour):02}:{cue['minute'] or '00'}"
        bound = Bound.BY if said.bound is Bound.BEFORE else said.bound
        said = said._replace(hour=clock, bound=bound, last_day=said.day)
    if cue["weekday"]:
        said = said._replace(weekday=_weekday(cue["weekday"]))
    return said


def _weekday(said: str) -> int:
    names = ("hai", "ba", "tư", "năm", "sáu", "bảy")
    last = said.lower().split()[-1]
    if last in names:
        return names.index(last)
    return int(last) - 2 if last.isdecimal() else 6
