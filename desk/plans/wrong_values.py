"""What pydantic finds in a plan, said to the person who wrote the file."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from rules.finding import Place
from schemas.said import Said
from schemas.wrong_steps import WrongStepsError

_SHOWN = 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
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
    "int_type": (Said("this is no whole number"), Said("write digits only")),
    "int_parsing": (Said("this is no whole number"), Said("write digits only")),
    "int_from_float": (Said("this is no whole number"), Said("write digits only")),
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
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, WrongStepsError):
        return [(("steps", n), what, remedy) for n, what, remedy in cause.wrong]
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
            said = _mismatch(field, str(value))
        case "enum" | "literal_error":
            said = (
                Said("{shown} is not known here", shown=_shown(value)),
                Said("write {value}", value=context["expected"]),
            )
        case "value_error":
            (why,) = context["error"].args
            said = why, Said("correct it")
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


def _mismatch(field: str, value: str) -> tuple[Said, Said]:
    if field in _ADDRESSES:
        what = Said("{shown} is no mail address", shown=_shown(value))
        return what, Said("write it as name@place.example")
    if field == "before":
        what = Said("{shown} is no day of a year", shown=_shown(value))
        return what, Said("write it as dd/mm")
    if "\n" in value or "\t" in value:
        what = Said("this text has several lines or a tab")
        return what, Said("write it in one line")
    remedy = Said("use lower case letters, digits, dots and hyphens, at most 63")
    return Said("{shown} is no id", shown=_shown(value)), remedy


def _shown(value: Any) -> str:
    said = str(value)
    return f"'{said[:_SHOWN]}…'" if len(said) > _SHOWN else f"'{said}'"
