"""What does not belong into free text: lists of persons (Law 91/2025/QH15)."""

import re

from rules.people import lists_people
from rules.person import is_sum

_PAPER = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
"""Numbers of identity papers have 9 or 12 digits."""

_OTHERS = ("học", "an", "vệ", "phát", "khai", "sơ", "tuyển", "dân", "thí", "nữ", "hy")
"""Syllables that make another word of `sinh`, so that no birth follows it."""

_BIRTH = re.compile(
    rf"(?:{''.join(rf'(?<!{one} )' for one in _OTHERS)}\bsinh (?:năm|ngày)"
    r"|(?:năm|ngày) sinh|\bSN)[\s:.]*(?:\d{1,2}\s?[/.-]\s?){0,2}\d{4}",
    re.IGNORECASE,
)


def names_persons(text: str) -> bool:
    """Tell whether a text has numbers of identity papers or births, or lists persons.

    An amount of money has as many digits as a paper, and is none.
    """
    papers = any(not is_sum(text, found) for found in _PAPER.finditer(text))
    lines = ((line,) for line in text.splitlines())
    return papers or _BIRTH.search(text) is not None or lists_people(lines)
