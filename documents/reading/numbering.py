"""Automatic numbers of Word, drawn as Word draws them: ECMA-376 part 1, 17.9."""

from collections.abc import Iterable
from typing import NamedTuple

from documents.attachments.markup import End, Event, Start

_MOST_LEVELS = 9
_BULLET = "-"
_ROMANS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Level(NamedTuple):
    """How a level of a list is numbered: its format, its text, its first number."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


class Lists(NamedTuple):
    """The lists of a document: their levels, and which list a number stands for."""

    levels: dict[tuple[str, int], Level]
    lists: dict[str, str]


def read_lists(events: Iterable[Event]) -> Lists:
    """Read the definitions of word/numbering.xml."""
    found = Lists({}, {})
    abstract = number = ""
    at, level, within = 0, Level(), False
    for event in events:
        match event:
            case Start("abstractNum"):
                abstract = event.get("abstractNumId")
            case Start("lvl") if abstract:
                at, level, within = _int(event.get("ilvl"), 0), Level(), True
            case Start("start") if within:
                level = level._replace(start=_int(event.get("val"), 1))
            case Start("numFmt") if within:
                level = level._replace(form=event.get("val"))
            case Start("lvlText") if within:
                level = level._replace(text=event.get("val"))
            case End("lvl"):
                if within:
                    found.levels[abstract, at] = level
                within = False
            case End("abstractNum"):
                abstract = ""
            case Start("num"):
                number = event.get("numId")
            case Start("abstractNumId") if number:
                found.lists[number] = event.get("val")
            case _:
                pass
    return found


class Counter:
    """Counts the paragraphs of each list, as they come."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, list[int]] = {}

    def label(self, number: str, at: int) -> str:
        """Return what Word draws before the next paragraph of a list at a level."""
        abstract = self._lists.lists.get(number)
        if abstract is None or not 0 <= at < _MOST_LEVELS:
            return ""
        level = self._level(abstract, at)
        if level.form in ("bullet", "none"):
            return _BULLET if level.form == "bullet" else ""
        counts = self._counts.setdefault(abstract, [0] * _MOST_LEVELS)
        counts[at] = max(counts[at] + 1, level.start)
        counts[at + 1 :] = [0] * (_MOST_LEVELS - at - 1)
        text = level.text
        for n in range(at + 1):
            upper = self._level(abstract, n)
            count = counts[n] or upper.start
            text = text.replace(f"%{n + 1}", _said(count, upper.form))
        return text

    def _level(self, abstract: str, at: int) -> Level:
        return self._lists.levels.get((abstract, at), Level())


def _said(count: int, form: str) -> str:
    match form:
        case "upperRoman" | "lowerRoman":
            said = _roman(count)
            return said if form == "upperRoman" else said.lower()
        case "upperLetter" | "lowerLetter":
            letter = _LETTERS[(count - 1) % len(_LETTERS)]
            return letter.upper() if form == "upperLetter" else letter
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    said, left = "", min(count, 89)
    for value, sign in _ROMANS:
        said += sign * (left // value)
        left %= value
    return said


def _int(text: str, otherwise: int) -> int:
    return int(text[:4]) if text[:4].isdecimal() else otherwise
