"""The head of a document: who issues it, number, place and day, kind and title."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from documents.reading.body import read_named
from documents.reading.columns import KINDS
from documents.reading.label import is_in_capitals, split_label
from documents.reading.paragraph import Paragraph

_HEAD = 40
_MOTTO = re.compile(
    r"c[ộôo]ng\s+h[òoà][aà]?|đ[ộôo]c\s+l[ậâa]p|[-–—_=*\s]+$", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?:^|\s)Số\s*:?\s*(?P<no>\d{1,5})?[\s.…_]*(?P<mark>[/-])\s*(?P<symbol>[A-ZĐƯ][\wĐđ.&]*"
    r"(?:\s?[-/–]\s?[A-ZĐƯ][\wĐđ.]*)*)",
)
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^,\d:;]{1,40}),\s*ngày[\s.…_]*(?P<d>\d{1,2})?[\s.…_]*"
    r"(?:tháng|/)[\s.…_]*(?P<m>\d{1,2})?[\s.…_]*(?:năm|/)[\s.…_]*(?P<y>\d{4})?",
    re.IGNORECASE,
)
_KIND = re.compile(rf"(?P<kind>{KINDS})", re.IGNORECASE)
_SUBJECT = re.compile(r"\(?V/v\s*:?\s*(?P<title>.+?)\)?$", re.IGNORECASE)
_TO = re.compile(r"Kính gửi\s*:?\s*", re.IGNORECASE)
_OPENS_BODY = re.compile(
    r"(?:thực hiện|căn cứ|triển khai thực hiện|thi hành|để|nhằm|tiếp theo|ngày \d)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 300
_LINES = 3
"""Lines of a head in which its issuer stands, where nothing is in capitals."""
_CONTINUES = re.compile(
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|và|[-–])\b",
    re.IGNORECASE,
)


class Head(NamedTuple):
    """What stands above the text itself; None where it is blank or missing.

    `body` and `preamble` are the places of the first paragraphs of the text.
    """

    kind: str
    title: str | None
    number: str | None
    symbol: str | None
    day: date | None
    month: int | None
    year: int | None
    place: str | None
    issuer_lines: tuple[str, ...]
    addressed: tuple[Paragraph, ...]
    body: int
    places: dict[str, Paragraph]


def read_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Read the head; a text without one is read from its first line on."""
    at, kind = _kind_line(paragraphs)
    title, title_at, body = _title(paragraphs, at, kind)
    above = paragraphs[: at if at is not None else body]
    places: dict[str, Paragraph] = {}
    if title_at is not None:
        places["title"] = paragraphs[title_at]
    if at is not None and kind:
        places["kind"] = paragraphs[at]
    number, symbol = _numbered(above, places)
    day, month, year, place = _dated(above, places)
    addressed, body = _addressed(paragraphs, body)
    lines = _issuer_lines(above, places)
    if not kind:
        kind = _kind_of(symbol, addressed, title)
    return Head(
        kind, title, number, symbol, day, month, year, place, lines, addressed, body,
        places,
    )  # fmt: skip


def _kind_line(paragraphs: Sequence[Paragraph]) -> tuple[int | None, str]:
    for at, paragraph in enumerate(paragraphs[:_HEAD]):
        text = paragraph.text.strip(" :.")
        spaced = text.replace(" ", "") if re.fullmatch(r"(?:\S ){4,}\S", text) else text
        if found := _KIND.fullmatch(spaced):
            return at, found["kind"].lower()
        if re.fullmatch(r"K[ẾÊE]HO[ẠA]CH", spaced.replace(" ", "").upper()):
            return at, "kế hoạch"
        found = _KIND.match(text)
        if found and is_in_capitals(text) and split_label(text) is None:
            return at, found["kind"].lower()
        if split_label(text) is not None:
            break
    return None, ""


def _title(
    paragraphs: Sequence[Paragraph], at: int | None, kind: str
) -> tuple[str | None, int | None, int]:
    """Return the title, where it stands, and where the text begins."""
    if at is None:
        for n, paragraph in enumerate(paragraphs[:_HEAD]):
            if found := _SUBJECT.match(paragraph.text):
                title, last = _subject(paragraphs, n, found["title"].strip())
                return title, n, _after_head(paragraphs, last)
        return None, None, _after_head(paragraphs, -1)
    words = [paragraphs[at].text[len(kind) :].strip(" :.")]
    if len(paragraphs[at].text.replace(" ", "")) <= len(kind.replace(" ", "")) + 1:
        words = [""]
    first, n = (at if words[0] else None), at + 1
    while n < len(paragraphs) and _goes_on(paragraphs[n], " ".join(words)):
        words.append(re.sub(r"^[-–—_=*\s]+$", "", paragraphs[n].text))
        first = n if first is None else first
        n += 1
    title = " ".join(filter(None, words)).strip()
    if found := _SUBJECT.match(title):
        title = found["title"]
    return title or None, first, n


def _subject(paragraphs: Sequence[Paragraph], at: int, title: str) -> tuple[str, int]:
    """Return what a letter is about, over several lines, and its last paragraph."""
    for n in range(at + 1, min(at + 4, len(paragraphs))):
        text = paragraphs[n].text
        ends = _TO.match(text) or _NUMBER.search(text) or _DATELINE.search(text)
        if ends or _MOTTO.match(text) or is_in_capitals(text) or paragraphs[n].gap:
            return title, n - 1
        title = f"{title} {text.strip()}"
    return title, at


def _goes_on(paragraph: Paragraph, title: str) -> bool:
    text = paragraph.text
    if split_label(text) or _TO.match(text) or len(title) + len(text) > _LONGEST_TITLE:
        return False
    if re.fullmatch(r"[-–—_=*\s]+", text):
        return True
    return not (
        text.endswith((":", "./.", ";"))
        or re.search(r"\bsố\s*:?\s*\d+|như sau", text)
        or (title and _OPENS_BODY.match(text))
        or (title and text.endswith("."))
    )


def _after_head(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Return where the text begins below number, day and subject."""
    body = at + 1
    for n, paragraph in enumerate(paragraphs[:_HEAD]):
        text = paragraph.text
        if _TO.match(text):
            return n
        if _NUMBER.search(text) or _DATELINE.search(text) or _MOTTO.match(text):
            body = max(body, n + 1)
        elif not is_in_capitals(text) and n > at:
            break
    return body


def _numbered(
    above: Sequence[Paragraph], places: dict[str, Paragraph]
) -> tuple[str | None, str | None]:
    for paragraph in above:
        if found := _NUMBER.search(paragraph.text):
            places["number"] = paragraph
            symbol = re.sub(r"\s", "", found["symbol"])
            number = f"{found['no']}{found['mark']}{symbol}" if found["no"] else None
            return number, symbol
    return None, None


def _dated(
    above: Sequence[Paragraph], places: dict[str, Paragraph]
) -> tuple[date | None, int | None, int | None, str | None]:
    for paragraph in above:
        found = _DATELINE.search(paragraph.text)
        if found is None:
            continue
        places["date"] = places["place"] = paragraph
        day, month, year = (
            int(one) if one else None for one in found.group("d", "m", "y")
        )
        place = re.split(r"[A-ZĐ]{2,}\S*\s+|Hạnh phúc\s+", found["place"])[-1].strip()
        whole = None
        if day and month and year:
            try:
                whole = date(year, month, day)
            except ValueError:
                whole = None
        return whole, month, year, place or None
    return None, None, None, None


def _addressed(
    paragraphs: Sequence[Paragraph], body: int
) -> tuple[tuple[Paragraph, ...], int]:
    """Return those of "Kính gửi", one paragraph each, and where the text begins."""
    for n in range(min(body + 4, len(paragraphs))):
        found = _TO.match(paragraphs[n].text)
        if found is None:
            continue
        own = paragraphs[n].text[found.end() :].strip()
        addressed = [paragraphs[n]._replace(text=own)] if own else []
        at = n + 1
        while at < len(paragraphs) and not own:
            label = split_label(paragraphs[at].text)
            if label is None or label.number:
                break
            addressed.append(paragraphs[at]._replace(text=label.rest))
            at += 1
        return tuple(addressed), at
    return (), body


def _issuer_lines(
    above: Sequence[Paragraph], places: dict[str, Paragraph]
) -> tuple[str, ...]:
    lines: list[str] = []
    named = [one for one in above[:_LINES] if read_named(one.text)]
    capitals = any(map(_in_capitals, above))
    for paragraph in above if capitals else named:
        text = re.split(r"\s*C[ỘO]NG H(?:[ÒO]A|OÀ)|\s*Độc lập", paragraph.text)[
            0
        ].strip()
        if not text or _MOTTO.match(text) or (capitals and not is_in_capitals(text)):
            continue
        if text in lines or re.match(
            r"(?:số|v/v|mật|hỏa tốc|khẩn|dự thảo)\b", text, re.IGNORECASE
        ):
            continue
        places.setdefault("issuer", paragraph)
        if lines and (_CONTINUES.match(text) or lines[-1].endswith((" VÀ", "-", ","))):
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines.append(text)
    return tuple(lines)


def _in_capitals(paragraph: Paragraph) -> bool:
    text = paragraph.text
    other = _MOTTO.match(text) or _NUMBER.search(text)
    return is_in_capitals(text) and other is None


def _kind_of(
    symbol: str | None, addressed: tuple[Paragraph, ...], title: str | None
) -> str:
    for mark, kind in (("KH", "kế hoạch"), ("HD", "hướng dẫn"), ("QĐ", "quyết định")):
        if symbol and re.match(rf"{mark}\b", symbol):
            return kind
    return "công văn" if addressed or symbol or title else "kế hoạch"
