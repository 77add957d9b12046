"""A scalar of YAML as a plain value, and the characters no text may hide."""

import re

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "false": False, "False": False}
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(
    r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})([eE][-+]?[0-9]{1,3})?"
)
# Control characters, line ends only some programs see, marks that reorder text, and
# halves of characters, which no file can hold.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    r"\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

Scalar = str | int | float | bool | None


def plain_value(written: str) -> Scalar:
    """Return the value of an unquoted scalar (YAML 1.2 core schema).

    Days and hours stay text: `17:00` is no number, and the model reads a date itself.
    """
    if written in _NULL:
        return None
    if written in _BOOL:
        return _BOOL[written]
    if _INT.fullmatch(written):
        return int(written)
    return float(written) if _FLOAT.fullmatch(written) else written


def hidden_character(text: str) -> str | None:
    """Return the first character of the text that must not be there, as `U+0007`."""
    match = _HIDDEN.search(text)
    return f"U+{ord(match.group()):04X}" if match else None
