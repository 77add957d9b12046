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
    reader = _Definitions()
    for event in events:
        if isinstance(event, Start):
            reader.start(event)
        elif isinstance(event, End):
            reader.end(event.name)
    return reader.found


class _Definitions:
    def __init__(self) -> None:
        self.found = Lists({}, {})
        self._abstract = self._number = ""
        self._at, self._level = 0, Level()

    def start(self, event: Start) -> None:
        value = event.get("val")
        match event.name:
            case "abstractNum":
                self._abstract = event.get("abstractNumId")
            case "lvl":
                self._at, self._level = _int(event.get("ilvl"), 0), Level()
            case "start":
                self._level = self._level._replace(start=_int(value, 1))
            case "numFmt":
                self._level = self._level._replace(form=value)
            case "lvlText":
                self._level = self._level._replace(text=value)
            case "num":
                self._number = event.get("numId")
            case "abstractNumId":
                self.found.lists[self._number] = value
            case _:
                pass

    def end(self, name: str) -> None:
        if name == "lvl" and self._abstract:
            self.found.levels[self._abstract, self._at] = self._level
        elif name == "abstractNum":
            self._abstract = ""


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
