"""Texts told shorter: cut at the end of a clause, no word of them changed."""

import re

from calendars.plain import line

_ENDS = re.compile(r"[.;,:](?=\s)")
_MARKS = " ;,./:"


def shortened(text: str, most: int, *, keep: bool = False) -> str:
    """Return the begin of a text, on one line; `keep` leaves the marks at its end."""
    plain = line(" ".join(text.split()))
    if len(plain) <= most:
        return plain if keep else plain.rstrip(_MARKS) or plain or "-"
    ends = [found.start() for found in _ENDS.finditer(plain[:most])]
    end = ends[-1] if ends and ends[-1] >= most // 3 else plain.rfind(" ", 0, most)
    return f"{plain[: end if end > 0 else most].rstrip(_MARKS)} …"
