"""Numbers of a sheet as people see them: days, papers' numbers, amounts."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, timedelta

from documents.attachments.markup import End, Event, Start
from schemas.numerals import grouped

Formats = Mapping[str, int]
"""How a style shows a number: DAY, or the digits it shows at least."""

DAY = -1
_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(50, 59)))
"""Built-in formats that show a day (ECMA-376 part 1, 18.8.30)."""
_EPOCH = date(1899, 12, 30)
_UNSAID = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZEROS = re.compile(r"[0\-. ]{5,}")
_GROUPED_FROM = 10_000
_LONGEST = 32


def read_formats(events: Iterable[Event]) -> Formats:
    """Read which styles of a workbook show a day, and which leading zeros."""
    codes: dict[str, str] = {}
    styles: list[int] = []
    within = False
    for event in events:
        match event:
            case Start("cellXfs"):
                within = True
            case End("cellXfs"):
                within = False
            case Start("numFmt"):
                code = event.get("formatCode")
                codes[event.get("numFmtId")] = _UNSAID.sub("", code)
            case Start("xf") if within:
                number = event.get("numFmtId")
                styles.append(_form(number, codes.get(number, "")))
            case _:
                pass
    return {str(at): form for at, form in enumerate(styles) if form}


def shown(number: str, form: int) -> str:
    """Return a cell's number as a person reads it, what is no number as it is.

    A large whole number is grouped, as amounts are: it is no number of a paper, which
    a sheet keeps as text or shows with its leading zeros.
    """
    if len(number) > _LONGEST:
        return number
    with suppress(ValueError, OverflowError):
        value = float(number)
        if form == DAY:
            return f"{_EPOCH + timedelta(days=value):%d/%m/%Y}"
        if value.is_integer() and form:
            return str(int(value)).zfill(form)
        if value.is_integer():
            large = abs(value) >= _GROUPED_FROM
            return grouped(int(value)) if large else str(int(value))
    return number


def _form(number: str, code: str) -> int:
    if _ZEROS.fullmatch(code):
        return code.count("0")
    named = number.isdecimal() and len(number) < _LONGEST and int(number) in _DAYS
    return DAY if (re.search("[dy]", code.lower()) if code else named) else 0
