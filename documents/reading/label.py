"""The numbers and bullets that open a paragraph: I., 1., 8.1), a), -, +."""

import re
from enum import IntEnum
from typing import NamedTuple

from documents.reading.letters import UPPER


class Rank(IntEnum):
    """How deep a label stands; a plain heading in capitals counts as a part."""

    PART = 0
    SECTION = 1
    NUMBER = 2
    SUBNUMBER = 3
    BRACKETED = 5
    LETTER = 6
    DASH = 7
    PLUS = 8
    PLAIN = 9


class Label(NamedTuple):
    """A label, its depth, and the text behind it; `number` is empty for bullets."""

    rank: int
    number: str
    rest: str


_PART = re.compile(
    r"(?:(?i:phần|chương)\s+(?:thứ\s+)?(?P<no>[IVX]+|\d+|nhất|hai|ba|tư|bốn|năm)"
    r"\b\s*[.:–-]?|(?P<letter>[A-E])\s*[.)])\s+"
)
_ROMAN = re.compile(r"(?P<no>[IVXl1|]{1,5}|[IVX]{1,5})\s*[.)/–-]\s*(?=\S)")
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<no>\d{1,2}(?:\s?\.\s?\d{1,2}){0,3})"
    r"(?:\s*(?P<end>[.)/])(?!\d)|\s?-(?=\s)|\s(?P<comma>,)(?=\s)|(?=\s))\s*(?=\D)"
)
_CLAUSE = re.compile(r"(?i:điều|mục|khoản|bước)\s+(?P<no>\d{1,2})\s*[.:]\s*")
_LETTER = re.compile(r"\(?(?P<no>[a-zđ])\s*[).]\s+|\(?(?P<tight>[a-zđ])\)(?=\w)")
_READ_AS_L = re.compile(rf"l\s?\.\s+(?=[{UPPER}])")
"""The number 1 as scanners read it; no list of letters goes that far."""
_DASH = re.compile(r"[-–—−•●▪■◦·*➢➤✓❖o]\s+(?=\S)|[-–—−•●▪■◦·➢➤✓❖](?=[^\W\d_])")
_PLUS = re.compile(r"[+]\s*(?=\S)")
_HEADING = 90
"""Characters of a heading whose number has lost its point."""
_ROMAN_ALIKE = str.maketrans({"l": "I", "1": "I", "|": "I"})
_TRUE_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")


def split_label(text: str) -> Label | None:
    """Return the label that opens a text, None for a plain paragraph."""
    if found := _DASH.match(text):
        return Label(Rank.DASH, "", text[found.end() :].strip())
    if found := _PLUS.match(text):
        return Label(Rank.PLUS, "", text[found.end() :].strip())
    return _roman(text) or _numbered(text) or _other(text)


def _roman(text: str) -> Label | None:
    found = _ROMAN.match(text)
    if found is None:
        return None
    rest = text[found.end() :].strip()
    number = found["no"]
    if number[0] not in "IVX" and not _in_capitals(rest):
        return None
    number = number.translate(_ROMAN_ALIKE)
    if not _TRUE_ROMAN.fullmatch(number):
        return None
    return Label(Rank.SECTION, number, rest)


def _numbered(text: str) -> Label | None:
    if found := _CLAUSE.match(text):
        return Label(Rank.NUMBER, found["no"], text[found.end() :].strip())
    found = _NUMBER.match(text)
    if found is None:
        return None
    number, rest = re.sub(r"\s", "", found["no"]), text[found.end() :].strip()
    end = found["end"] or found["comma"]
    if not rest or (end is None and not _is_heading(rest)):
        return None
    return Label(_rank(number, found["open"], found["end"]), number, rest)


def _rank(number: str, opened: str | None, end: str | None) -> int:
    if "." in number:
        return min(Rank.NUMBER + number.count("."), Rank.BRACKETED)
    if end == ")":
        return Rank.LETTER if opened else Rank.BRACKETED
    return Rank.NUMBER


def _is_heading(text: str) -> bool:
    return text[0].isupper() and len(text) <= _HEADING


def _other(text: str) -> Label | None:
    if found := _READ_AS_L.match(text):
        return Label(Rank.NUMBER, "1", text[found.end() :].strip())
    if found := _LETTER.match(text):
        number = found["no"] or found["tight"]
        return Label(Rank.LETTER, number, text[found.end() :].strip())
    if found := _PART.match(text):
        number = found["no"] or found["letter"]
        return Label(Rank.PART, number, text[found.end() :].strip())
    return None


def _in_capitals(text: str) -> bool:
    letters = [one for one in text if one.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) * 10 >= len(letters) * 8


def is_in_capitals(text: str) -> bool:
    """Tell whether a text of at least four letters stands in capitals."""
    return sum(map(str.isalpha, text)) >= 4 and _in_capitals(text)  # noqa: PLR2004
