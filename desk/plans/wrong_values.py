"""What pydantic finds in a plan, said to the person who wrote the file."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from calendars.plain import lines
from rules.finding import Place
from schemas.base import SEEN
from schemas.said import Said, Series
from schemas.wrong_steps import WrongStepsError

_SHOWN = 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CHOICE = re.compile(r"'[^']*'")
_ADDRESSES = frozenset({"address", "contact"})

_SAID = {
    "string_type": (
        Said("this is no text"),
        Said("write a text; put a number in quotes"),
    ),
    "string_too_short": (Said("this is blank"), Said("write the text")),
    "too_short": (Said("there is none"), Said("write at least one")),
    "tuple_type": (
        Said("this is no list"),
        Said("write a list: '- ' before each item, or [a, b]"),
    ),
    "model_type": (
        Said("this is no set of fields"),
        Said("write lines of `field: value`"),
    ),
    "dict_type": (
        Said("this is no set of fields"),
        Said("write lines of `field: value`"),
    ),
    "int_type": (Said("this is no whole number"), Said("write digits only")),
    "int_parsing": (Said("this is no whole number"), Said("write digits only")),
    "int_from_float": (Said("this is no whole number"), Said("write digits only")),
    "int_parsing_size": (Said("this is no whole number"), Said("write digits only")),
    "finite_number": (Said("this is no whole number"), Said("write digits only")),
    "bool_type": (Said("this is neither true nor false"), Said("write true or false")),
    "bool_parsing": (
        Said("this is neither true nor false"),
        Said("write true or false"),
    ),
    "extra_forbidden": (
        Said("no such field here"),
        Said("correct its spelling, or remove it"),
    ),
    "date_type": (Said("this is no day"), Said("write it as YYYY-MM-DD")),
    "time_type": (Said("this is no hour"), Said("write it as HH:MM, in quotes")),
    "time_parsing": (Said("this is no hour"), Said("write it as HH:MM, in quotes")),
}


def explain(error: ErrorDetails) -> list[tuple[Place, Said, Said]]:
    """Return what is wrong with a value: where below it, what, and the remedy."""
    match error.get("ctx", {}).get("error"):
        case WrongStepsError(wrong=wrong):
            return [(("steps", n), what, remedy) for n, what, remedy in wrong]
        case ValueError(args=(Said() as why,)):
            return [((), why, Said("correct it"))]
        case _:
            return [((), *_explain(error))]


def _explain(error: ErrorDetails) -> tuple[Said, Said]:
    field = str(error["loc"][-1]) if error["loc"] else ""
    value, context = error["input"], error.get("ctx", {})
    match error["type"]:
        case "missing":
            said = _missing(field)
        case _ if field in _ADDRESSES and not value:
            said = _missing(field)
        case (
            "date_parsing" | "date_from_datetime_parsing" | "date_from_datetime_inexact"
        ):
            said = _no_day(str(value))
        case "string_pattern_mismatch":
            said = _mismatch(field, str(value), context["pattern"])
        case "enum" | "literal_error":
            said = (
                Said("{shown} is not known here", shown=_shown(value)),
                Said("write one of: {values}", values=_choices(context["expected"])),
            )
        case "greater_than_equal" | "less_than_equal":
            said = _out_of_bounds(context)
        case "string_too_long" | "too_long" as kind:
            said = _too_much(kind, context["max_length"])
        case kind:
            unknown = Said("{message}", message=error["msg"].lower())
            said = _SAID.get(kind, (unknown, Said("correct the value")))
    return said


def _missing(field: str) -> tuple[Said, Said]:
    if field in _ADDRESSES:
        return Said("there is no address"), Said("write the mailbox that letters go to")
    return Said("this field is missing"), Said("add `{field}`", field=field)


def _no_day(value: str) -> tuple[Said, Said]:
    if _DAY.fullmatch(value):
        what = Said("{value} is not a day that exists", value=value)
        return what, Said("correct the day or the month")
    what = Said("{shown} is not a day", shown=_shown(value))
    return what, Said("write it as YYYY-MM-DD")


def _mismatch(field: str, value: str, pattern: str) -> tuple[Said, Said]:
    if field in _ADDRESSES:
        what = Said("{shown} is no mail address", shown=_shown(value))
        return what, Said("write it as name@place.example")
    if field == "before":
        what = Said("{shown} is no day of a year", shown=_shown(value))
        return what, Said("write it as dd/mm")
    if not lines(value):
        return _SAID["string_too_short"]
    if "\n" in value or "\t" in value:
        what = Said("this text has several lines or a tab")
        return what, Said("write it in one line")
    if SEEN in pattern:
        return _SAID["string_too_short"]
    remedy = Said("use lower case letters, digits, dots and hyphens, at most 63")
    return Said("{shown} is no id", shown=_shown(value)), remedy


def _choices(expected: str) -> Series:
    """Return the values that pydantic lists as `'a', 'b' or 'c'`."""
    return Series(_CHOICE.findall(expected))


def _out_of_bounds(context: dict[str, Any]) -> tuple[Said, Said]:
    match context:
        case {"ge": least}:
            what = Said("this is less than {least}", least=least)
            return what, Said("write {least} or more", least=least)
        case _:
            most = context["le"]
            what = Said("this is more than {most}", most=most)
            return what, Said("write {most} or less", most=most)


def _too_much(kind: str, most: int) -> tuple[Said, Said]:
    if kind == "too_long":
        what = Said("there are more than {most}", most=most)
        return what, Said("name at most {most}", most=most)
    what = Said("this text is longer than {most} characters", most=most)
    return what, Said("shorten it")


def _shown(value: Any) -> str:
    said = str(value)
    return f"'{said[:_SHOWN]}…'" if len(said) > _SHOWN else f"'{said}'"
