"""What a check of plans finds, worded for whoever reads pages in Prefect."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

from calendars.said import said_day, weekday
from desk.templates import HOME
from schemas.said import Said, Series

WORDINGS = HOME / "boards" / "findings.toml"


class _Day(date):
    """A day that stands in a wording as people here say it, `%A` for its weekday."""

    def __format__(self, said: str) -> str:
        return weekday(self) if said == "%A" else said_day(self)


def in_vietnamese(text: str) -> str:
    """Return a finding's text in Vietnamese; what is only quoted stays as it is."""
    if not isinstance(text, Said):
        return text
    given = {name: _value(value) for name, value in text.given.items()}
    return wordings()[text.template].format(**given)


@cache
def wordings() -> Mapping[str, str]:
    """Return the Vietnamese of each template."""
    return tomllib.loads(WORDINGS.read_text("utf-8"))


def _value(value: object) -> object:
    match value:
        case str():
            return in_vietnamese(value)
        case Series():
            return Series(map(in_vietnamese, value))
        case date():
            return _Day.fromordinal(value.toordinal())
        case _:
            return value
