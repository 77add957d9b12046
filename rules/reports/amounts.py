"""Figures and money as people type them: one reading, or refused with a reason."""

import re
from enum import StrEnum
from unicodedata import category, normalize

from schemas.indicator import LARGEST, MONEY
from schemas.numerals import CURRENCY, SCALES


class Unread(StrEnum):
    """Why a text gives no figure; pages and commands say how to write it.

    `english`: commas that may group thousands or begin decimals. `shorthand`: a number
    after the last word ("2tr5"). `order`: parts that do not descend ("200 triệu 4 tỷ").
    `fraction`: less than one đồng, or an amount whose triệu or tỷ was left out.
    """

    EMPTY = "empty"
    HIDDEN = "hidden"
    SEVERAL = "several"
    SCIENTIFIC = "scientific"
    FORMULA = "formula"
    NEGATIVE = "negative"
    LETTERS = "letters"
    OTHER_UNIT = "other-unit"
    SHORTHAND = "shorthand"
    ORDER = "order"
    ENGLISH = "english"
    MIXED = "mixed"
    GROUPING = "grouping"
    DECIMAL = "decimal"
    FRACTION = "fraction"
    LARGE = "large"


_NO_NUMBER = (
    (re.compile(r"[0-9][0-9.,]*e[-+]?[0-9]+$"), Unread.SCIENTIFIC),
    (re.compile(r".*[=+@*]"), Unread.FORMULA),
    (re.compile(r"[-−–] ?[0-9]"), Unread.NEGATIVE),  # noqa: RUF001 - as people type it
    (re.compile(r"[^0-9]"), Unread.LETTERS),
)
_PART = re.compile(r"([0-9][0-9., ]*)([^0-9]*)")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+")
_NUMBER = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))"
    r"(?:,(?P<decimals>[0-9]+))?"
)


def read_figure(text: str, unit: str) -> int | Unread:
    """Return the figure a text gives in a unit, or why it gives none.

    Thousands stand apart by points or spaces, decimals after a comma; the unit may
    follow. Only money is scaled (`4,2 tỷ`, `4 tỷ 200 triệu`): a count is told exactly.
    """
    plain = _plain(text)
    if isinstance(plain, Unread):
        return plain
    bare = _without(CURRENCY if unit == MONEY else (_lower(unit),), plain)
    for pattern, code in _NO_NUMBER:
        if pattern.match(bare):
            return code
    parts: list[tuple[str, str]] = _PART.findall(bare)
    figure = _money(parts) if unit == MONEY else _count(parts)
    if isinstance(figure, Unread):
        return figure
    return figure if figure <= LARGEST else Unread.LARGE


def _plain(text: str) -> str | Unread:
    """Return a text on one line, in lower case, with one kind of space."""
    line = "".join(" " if category(char) == "Zs" else char for char in text.strip())
    if not line:
        return Unread.EMPTY
    unseen = [char for char in line if not char.isprintable()]
    if unseen:
        cells = all(char.isspace() for char in unseen)
        return Unread.SEVERAL if cells else Unread.HIDDEN
    return _lower(line)


def _lower(text: str) -> str:
    """Return a text in lower case, its accents composed as they are usually stored."""
    return normalize("NFC", normalize("NFC", text).casefold())


def _without(units: tuple[str, ...], text: str) -> str:
    for unit in units:
        if unit[0].isalpha() and text.endswith(unit):
            return text.removesuffix(unit).rstrip() or text
    return text


def _count(parts: list[tuple[str, str]]) -> int | Unread:
    (digits, word), *more = parts
    if more:
        return Unread.LETTERS
    if word:
        return Unread.OTHER_UNIT if digits.endswith(" ") else Unread.LETTERS
    return _scaled(digits, 1, Unread.DECIMAL)


def _money(parts: list[tuple[str, str]]) -> int | Unread:
    """Add up the parts of an amount, each less than one of the scale before it."""
    total, before = 0, LARGEST * 10
    for n, (digits, word) in enumerate(parts, start=1):
        scale = SCALES.get(" ".join(word.split()))
        if scale is None:
            return Unread.LETTERS
        if n > 1 and scale == 1:
            return Unread.SHORTHAND
        amount = _scaled(digits, scale, Unread.FRACTION)
        if isinstance(amount, Unread):
            return amount
        if n > 1 and max(amount, scale) >= before:
            return Unread.ORDER
        if "," in digits and n < len(parts):
            return Unread.ORDER
        total, before = total + amount, scale
    return total


def _scaled(digits: str, scale: int, inexact: Unread) -> int | Unread:
    """Return a number times a power of ten; `inexact` where that is not whole."""
    number = digits.rstrip()
    if _ENGLISH.fullmatch(number):
        return Unread.ENGLISH
    found = _NUMBER.fullmatch(number)
    if found is None:
        return _misplaced(number)
    whole = re.sub(r"[. ]", "", found["whole"]).lstrip("0")
    decimals = (found["decimals"] or "").rstrip("0")
    places = len(str(scale)) - 1
    if len(decimals) > places:
        return inexact
    if len(whole) > len(str(LARGEST)):
        return Unread.LARGE
    return int(whole + decimals.ljust(places, "0") or "0")


def _misplaced(number: str) -> Unread:
    """Return what is wrong with the points, commas and spaces of a number."""
    if " " in number:
        return Unread.SEVERAL
    return Unread.MIXED if "." in number and "," in number else Unread.GROUPING
