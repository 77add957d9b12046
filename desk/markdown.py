"""Markdown that people read: values of plans and agencies are data in it."""

import re

from markupsafe import Markup

from calendars.plain import line

_FULL, _EMPTY = "█", "░"
_STRUCTURE = str.maketrans({char: f"&#{ord(char)};" for char in "\\`*_[]<>|~$&"})
# These open a list or a heading only where they come first.
_OPENING = re.compile(r"^(?:[#+=-]|\d+[.)](?= |$))")


def data(value: object) -> Markup:
    """Return a value as text of markdown; what is markdown already stays.

    Characters that mean structure become references, which never do (CommonMark 2.5),
    in tables and between tags as well.
    """
    if isinstance(value, Markup):
        return value
    text = " ".join(line(str(value)).split()).translate(_STRUCTURE)
    return Markup(_OPENING.sub(_reference, text))  # noqa: S704  # nosec B704 - escaped just now


def bar(part: int, whole: int, width: int = 20) -> str:
    """Return a bar of `width` blocks, full only where all is done."""
    full = part * width // whole if whole else 0
    return _FULL * full + _EMPTY * (width - full)


def _reference(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}&#{ord(found[0][-1])};"
