"""What pydantic finds in a plan, said to the person who wrote the file."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from rules.finding import Place
from schemas.wrong_steps import WrongStepsError

_SHOWN = 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ADDRESSES = frozenset({"address", "contact"})

_SAID = {
    "string_type": ("this is no text", "write a text; put a number in quotes"),
    "string_too_short": ("this is blank", "write the text"),
    "too_short": ("there is none", "write at least one"),
    "tuple_type": ("this is no list", "write a list: '- ' before each item, or [a, b]"),
    "model_type": ("this is no set of fields", "write lines of `field: value`"),
    "int_type": ("this is no whole number", "write digits only"),
    "int_parsing": ("this is no whole number", "write digits only"),
    "int_from_float": ("this is no whole number", "write digits only"),
    "extra_forbidden": ("no such field here", "correct its spelling, or remove it"),
    "date_type": ("this is no day", "write it as YYYY-MM-DD"),
    "time_type": ("this is no hour", "write it as HH:MM, in quotes"),
    "time_parsing": ("this is no hour", "write it as HH:MM, in quotes"),
}


def explain(error: ErrorDetails) -> list[tuple[Place, str, str]]:
    """Return what is wrong with a value: where below it, what, and the remedy."""
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, WrongStepsError):
        return [(("steps", n), what, remedy) for n, what, remedy in cause.wrong]
    return [((), *_explain(error))]


def _explain(error: ErrorDetails) -> tuple[str, str]:
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
            said = f"{_shown(value)} is not known here", f"write {context['expected']}"
        case "value_error":
            said = str(context["error"]), "correct it"
        case kind:
            said = _SAID.get(kind, (error["msg"].lower(), "correct the value"))
    return said


def _missing(field: str) -> tuple[str, str]:
    if field in _ADDRESSES:
        return "there is no address", "write the mailbox that letters go to"
    return "this field is missing", f"add `{field}`"


def _no_day(value: str) -> tuple[str, str]:
    if _DAY.fullmatch(value):
        return f"{value} is not a day that exists", "correct the day or the month"
    return f"{_shown(value)} is not a day", "write it as YYYY-MM-DD"


def _mismatch(field: str, value: str) -> tuple[str, str]:
    if field in _ADDRESSES:
        return f"{_shown(value)} is no mail address", "write it as name@place.example"
    if field == "before":
        return f"{_shown(value)} is no day of a year", "write it as dd/mm"
    if "\n" in value or "\t" in value:
        return "this text has several lines or a tab", "write it in one line"
    remedy = "use lower case letters, digits, dots and hyphens, at most 63"
    return f"{_shown(value)} is no id", remedy


def _shown(value: Any) -> str:
    said = str(value)
    return f"'{said[:_SHOWN]}…'" if len(said) > _SHOWN else f"'{said}'"
