"""Documents that a text cites: their numbers and dates, which are never deadlines."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from documents.reading.taken import Taken

_KINDS = (
    "Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|"
    "Chỉ thị|Thông tư liên tịch|Thông tư|Kế hoạch liên tịch|Kế hoạch|Công văn|"
    "Hướng dẫn|Chương trình|Thông báo|Kết luận|Quy chế|Công điện|Thông tri|Đề án|"
    "Văn bản|Báo cáo|Tờ trình|Quy định|Hiến pháp"
)
_NAMED = ("Bộ luật", "Luật", "Pháp lệnh")
_NUMBER = r"\d{1,5}\s?[/-]\s?(?:\d{4}\s?/\s?)?[A-ZĐƯƠ][\wĐđ.&]*(?:\s?[-/–]\s?[A-ZĐƯƠ][\wĐđ]*)*"
_BLANK = r"[\s._…]*/\s?[A-ZĐ]{2,}[-/][\wĐđ]+"
_DATE = (
    r"(?P<d>\d{1,2})\s?(?:[/.-]|\s+tháng\s+)\s?(?P<m>\d{1,2})"
    r"(?:\s?(?:[/.-]|\s+năm\s+)\s?(?P<y>\d{4}))?(?!\d)"
)
_DATED = rf"(?:\s*[,(]?\s*(?:ban hành\s+)?(?:ngày\s+{_DATE}|ngày(?:\s|[.…_])*tháng(?:\s|[.…_]|\d)*năm(?:\s+\d{{4}})?))?"
_NUMBERED = re.compile(
    rf"(?:(?P<kind>{_KINDS})(?:\s+(?:(?!{_KINDS})(?:[^\d;,.:()“”]|,(?=\s[a-zđ]))){{0,40}}?)?\s+số\s*:?\s*|số\s*:?\s*|"
    rf"(?P<tight>{_KINDS})\s+)(?:(?P<no>{_NUMBER})|(?P<blank>{_BLANK})){_DATED}",
)
_LAW = re.compile(
    r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s+(?P<name>(?:Phòng,?\s)?[^;.:()“”\d]{2,90}?)"
    rf"(?:\s+(?:năm\s+)?(?P<year>\d{{4}})(?!/)|\s+ngày\s+{_DATE}|(?=[;.,:()]|$|\s+và\s|"
    r"\s+số\b))"
)
_UNNUMBERED = re.compile(
    rf"(?<!\w)(?P<kind>{_KINDS})\s+(?:[^;.:\d]{{0,80}}?\s)?ngày\s+{_DATE}"
    r"(?=\s*(?:,|;)?\s*(?:của|về|năm))"
)
_BODY = re.compile(
    r"\s*,?\s*của\s+(?P<body>(?:[^;.:(),]|,(?= chống)){2,120}?)(?=\s+(?:về|v/v|quy định|phê duyệt|ban hành|hướng dẫn|tại|cho|triển khai|tổ chức|thực hiện|sửa đổi)\b|[;,.:]|$)"
)


class Citation(NamedTuple):
    """A document as a text cites it: where the words stand, and what they say."""

    start: int
    end: int
    kind: str
    number: str | None
    name: str
    day: date | None
    said_day: str | None
    """The day as it is written, also where its year is missing or it does not exist."""
    body: str | None

    @property
    def ref(self) -> str:
        """How people refer to it: its kind with its number, or its name."""
        if self.number:
            return f"{self.name or self.kind} số {self.number}".strip()
        return self.name


def find_citations(text: str) -> tuple[Citation, ...]:
    """Return the documents a text cites, in its order."""
    taken = Taken(len(text))
    steps = (_numbered, _laws, _unnumbered)
    found = [
        one for step in steps for one in step(text) if taken.take(one.start, one.end)
    ]
    return tuple(sorted(found))


def _numbered(text: str) -> Iterator[Citation]:
    for found in _NUMBERED.finditer(text):
        kind = found["kind"] or found["tight"] or ""
        number = re.sub(r"\s", "", found["no"]) if found["no"] else None
        if not kind and not found["no"]:
            continue
        name = found[0] if number is None else ""
        if number and kind in _NAMED:
            name = re.split(r"\s+số\b", found[0])[0]
        yield _citation(text, found, kind, number, name)


def _laws(text: str) -> Iterator[Citation]:
    for found in _LAW.finditer(text):
        yield _citation(text, found, found["kind"], None, found[0].strip())


def _unnumbered(text: str) -> Iterator[Citation]:
    for found in _UNNUMBERED.finditer(text):
        yield _citation(text, found, found["kind"], None, found[0].strip())


def _citation(
    text: str, found: re.Match[str], kind: str, number: str | None, name: str
) -> Citation:
    body = _BODY.match(text, found.end())
    said = text[found.start("d") : found.end("y") if found["y"] else found.end("m")]
    return Citation(
        found.start(),
        found.end(),
        kind,
        number,
        name,
        _day(found),
        said if found["d"] else None,
        body["body"].strip() if body else None,
    )


def _day(found: re.Match[str]) -> date | None:
    if not found["y"]:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
