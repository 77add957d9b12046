"""How a text names a person: a name beside a birth, or the number of a citizen.

A number of a citizen has twelve digits, the first three its province, 001 to 096
(Decree 137/2015/NĐ-CP, article 13); any other twelve digits are taken for one, too,
unless they are an amount or an account. Years of plans, telephones and the numbers of
documents are none of it.
"""

import re

from rules.surnames import SURNAMES
from schemas.numerals import CURRENCY

_UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_LOWER = "a-zà-ãè-êìíò-õùúýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2)))
_SYLLABLE = rf"[{_UPPER}][{_UPPER}{_LOWER}'\u2019]{{0,7}}"
_NAME = rf"(?<![\w.])(?P<name>{_SYLLABLE}(?:[ \u00a0]{{1,2}}{_SYLLABLE}){{1,5}})(?!\w)"
_YEAR = r"(?:19[2-9]\d|20[0-4]\d)"
_RUNS_ON = r"(?![\d/]|[.,-]\d|\s?[-–]\s?\d)"
_DAY = rf"(?:\d{{1,2}}\s?[/.-]\s?){{0,2}}{_YEAR}{_RUNS_ON}"
_BORN = (
    r"(?:sinh\s+(?:ngày|năm)|(?:năm|ngày)\s+sinh|\bSN\b|\bNS\b|\bsinh\b)"
    r"[\s:.,]*(?:ngày\s*|năm\s*)?"
)
_BETWEEN = r"(?:[\s,;:|()\t–-]|\b(?:nam|nữ|dân tộc \w+)\b){1,12}"

_NAMED = re.compile(_NAME)
_PERSON = re.compile(rf"{_NAME}(?i:{_BETWEEN}(?P<born>{_BORN})?){_DAY}")
_FREE_DAY = re.compile(rf"(?<![\d/.,-]){_DAY}")
_DATED = re.compile(r"(?:ngày|năm|tháng|quý|từ|đến|khóa|kỳ|số)[\s:]*$", re.IGNORECASE)
_ONLY_NAME = re.compile(rf"(?:\d{{1,4}}\s*[.)]?\s*)?{_NAME}")
_ONLY_DAY = re.compile(rf"(?i:{_BORN})?{_DAY}")

_TWELVE = re.compile(
    r"(?<![\d.,])(?:\d{12}|0\d{3}([ .])\d{4}\1\d{4}|0\d{2}([ .])\d{3}\2\d{3}\2\d{3})"
    r"(?!\d|[.,]\d)"
)
_AMOUNT = re.compile(rf"\s*(?:{'|'.join(CURRENCY)})\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?:tài khoản|\bstk|\btk)\D{0,30}$", re.IGNORECASE)
_PAPER = r"\b(?:cccd|cmnd|cmt|căn cước|định danh|chứng minh)\b"
_LABELLED = re.compile(rf"{_PAPER}\D{{0,30}}\d{{9,12}}(?!\d)", re.IGNORECASE)
_BEFORE = 50
"""Characters before a number that may say what it is."""
_SURE = 3
"""Syllables by which a name is told from a place without any heading."""


def holds_citizen_number(text: str) -> bool:
    """Tell whether a text has the number of a citizen or of an identity paper."""
    if _LABELLED.search(text):
        return True
    return any(not is_sum(text, found) for found in _TWELVE.finditer(text))


def is_sum(text: str, number: re.Match[str]) -> bool:
    """Tell whether a number in a text is an amount of money, or one of an account."""
    before = text[max(0, number.start() - _BEFORE) : number.start()]
    amount = _AMOUNT.match(text, number.end())
    return amount is not None or _ACCOUNT.search(before) is not None


def count_persons(text: str) -> int:
    """Count the persons that a text names, each right before a day or a year.

    Where the text says that the day is one of birth, any name counts; else only one
    that begins with a family name.
    """
    return sum(
        found["born"] is not None or is_surely_name(found["name"])
        for found in _PERSON.finditer(text)
    )


def names_and_dates(text: str) -> bool:
    """Tell whether a line has a name and, anywhere behind it, a day that nothing names.

    For lines below a heading that promises names and births.
    """
    named = _NAMED.search(text)
    return named is not None and any(
        not _DATED.search(text[max(0, found.start() - _BEFORE) : found.start()])
        for found in _FREE_DAY.finditer(text, named.end())
    )


def is_name(text: str) -> bool:
    """Tell whether a text is a name, perhaps with its number in a list before it."""
    return _ONLY_NAME.fullmatch(text) is not None


def is_surely_name(text: str) -> bool:
    """Tell whether a name is one of a person, whatever stands above it."""
    found = _ONLY_NAME.fullmatch(text)
    if found is None:
        return False
    syllables = found["name"].lower().split()
    return any(
        one in SURNAMES and len(syllables) - at >= _SURE
        for at, one in enumerate(syllables[:2])
    )


def is_day(text: str) -> bool:
    """Tell whether a text is nothing but a day, a month or a year of a life."""
    return _ONLY_DAY.fullmatch(text) is not None
