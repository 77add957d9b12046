"""What a text may hold that the office writes to many: plain words, no persons."""

from enum import StrEnum
from typing import NamedTuple
from unicodedata import category

from rules.personal import names_persons

SUBJECT = 80
TEXT = 4000
"""Characters of a subject and of a text."""


class Fault(StrEnum):
    """Why a text is refused."""

    EMPTY = "empty"
    LONG = "long"
    LINES = "lines"
    HIDDEN = "hidden"
    PERSONAL = "personal"


class Refused(NamedTuple):
    """What is wrong with a text, and in which of its lines, counted from 1."""

    fault: Fault
    line: int = 0
    character: str = ""


def plain(text: str) -> str:
    """Return a text with one kind of space and one kind of line end, trimmed.

    Word processors put spaces that do not break, and tabs, where a space is meant.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(map(_space, line)).strip() for line in lines).strip()


def refused(text: str, longest: int, *, one_line: bool = False) -> Refused | None:
    """Return what is wrong with a plain text, None where nothing is.

    Characters that cannot be seen are refused, not dropped: they may turn what is read
    into something else.
    """
    if not text:
        return Refused(Fault.EMPTY)
    for number, line in enumerate(text.split("\n"), start=1):
        hidden = next((char for char in line if not char.isprintable()), None)
        if hidden is not None:
            return Refused(Fault.HIDDEN, number, f"U+{ord(hidden):04X}")
    if one_line and "\n" in text:
        return Refused(Fault.LINES)
    if len(text) > longest:
        return Refused(Fault.LONG)
    return Refused(Fault.PERSONAL) if names_persons(text) else None


def _space(char: str) -> str:
    return " " if char == "\t" or category(char) == "Zs" else char
