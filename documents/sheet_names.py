"""The names of sheets: what a workbook allows, no two alike."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from calendars.plain import line
from schemas import words

LONGEST = 31
"""Characters of a sheet's name, as UTF-16 counts them."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"
_EDGE = " '"
"""What no name begins or ends with."""


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each title: legal, short enough, unlike the others.

    Case makes no difference between names; an empty one becomes `Bảng`.
    """
    taken = {_RESERVED}
    names: list[str] = []
    for title in titles:
        name = _free(_plain(title), taken)
        taken.add(_key(name))
        names.append(name)
    return tuple(names)


def _plain(title: str) -> str:
    legal = " ".join(_FORBIDDEN.sub(" ", line(normalize("NFC", title))).split())
    return legal.strip(_EDGE) or words.SHEET


def _free(plain: str, taken: set[str]) -> str:
    name, nth = _cut(plain, LONGEST), 1
    while _key(name) in taken:
        nth += 1
        end = f" ({nth})"
        name = _cut(plain, LONGEST - len(end)) + end
    return name


def _key(name: str) -> str:
    return normalize("NFC", name.casefold())


def _cut(name: str, length: int) -> str:
    """Return as much of a name as fits, its words whole where it has several."""
    fits = name.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")
    if name != fits and not name[len(fits) :].startswith(" "):
        fits = fits.rpartition(" ")[0].rstrip(_EDGE) or fits
    return fits.rstrip(_EDGE)
