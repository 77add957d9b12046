"""What a person has to look at: errors of the text, told and never repaired."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from documents.reading.citations import Citation
from documents.reading.entry import Entry
from documents.reading.result import Flag
from documents.reading.said import Bound, Said
from documents.reading.wording import said

_ASSEMBLY = re.compile(r"QH\d+")
_KIND_MARKS = {
    "Nghị định": "NĐ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Thông tư": "TT",
    "Nghị quyết": "NQ",
    "Kế hoạch": "KH",
    "Hướng dẫn": "HD",
    "Thông báo": "TB",
    "Kết luận": "KL",
}
_FAR = 2
"""Years from the plan's within which a deadline can be meant."""


def doubt_time(
    one: Said, raw: str, year: int, issued: date | None
) -> Iterator[tuple[str, str]]:
    """Yield what is odd about a time: its code and the reason."""
    if one.bound is Bound.UNPARSEABLE:
        yield "unparseable-date", said("unparseable-date", raw=raw)
        return
    days = [day for day in (one.day, one.first, one.last) if day is not None]
    if one.first and one.last and one.last < one.first:
        yield "ends-before-it-begins", said("ends-before-it-begins", raw=raw)
    far = any(abs(day.year - year) >= _FAR for day in days)
    binds = one.bound in (Bound.BEFORE, Bound.BY, Bound.FROM_TO, Bound.ON)
    if year and (far or (binds and any(day.year < year for day in days[-1:]))):
        yield "odd-year", said("odd-year", raw=raw, year=str(year))
    elif issued and one.last_day and one.last_day < issued:
        yield "before-issue", said("before-issue", raw=raw)
    if one.weekday is not None and one.day and one.day.weekday() != one.weekday:
        yield "wrong-weekday", said("wrong-weekday", raw=raw)


def doubt_citation(one: Citation, raw: str) -> Iterator[tuple[str, str]]:
    """Yield what is odd about a cited document."""
    if one.said_day is not None and one.day is None:
        code = (
            "cited-without-year"
            if re.fullmatch(r"\D*\d+\D+\d+", one.said_day)
            else "cited-impossible-date"
        )
        yield code, said(code, raw=raw)
    if one.number is None:
        return
    mark = _KIND_MARKS.get(one.kind)
    if (one.kind == "Nghị định" and _ASSEMBLY.search(one.number)) or (
        mark
        and mark not in re.split(r"[/.-]", one.number)
        and not _ASSEMBLY.search(one.number)
    ):
        yield (
            "kind-and-number-differ",
            said("kind-and-number-differ", raw=raw, kind=one.kind),
        )


def doubt_numbers(entries: Sequence[Entry]) -> Iterator[Flag]:
    """Yield numbers of entries that stand twice or leave one out."""
    last: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.number is None or not entry.number.replace(".", "").isdecimal():
            continue
        above, _, own = entry.number.rpartition(".")
        key, number = (entry.section, above), int(own)
        before = last.get(key)
        if before is not None and number != before + 1:
            yield Flag(
                what="numbering",
                why=said("numbering", before=f"{above}{'.' * bool(above)}{before}"),
                raw=entry.paragraph.raw,
                source=(entry.paragraph.first, entry.paragraph.last),
            )
        last[key] = number
