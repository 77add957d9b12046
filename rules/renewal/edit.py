"""One change of a campaign's files, with the reason a person reads beside it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from rules.finding import File, Place

Value = str | int | date | tuple[Any, ...] | Mapping[str, Any] | None
"""What is written; None takes the place out of the file, () empties a list."""


class Kind(StrEnum):
    """What an edit is about."""

    DAY = "day"
    FILL_IN = "fill-in"
    WORDING = "wording"
    BODY = "body"
    TIER = "tier"
    CONTACT = "contact"
    PAST = "past"


class Edit(NamedTuple):
    """A value at a place of the file before; `why` stands beside it as a comment.

    A note (`value` KEPT) changes nothing and only says something there.
    """

    file: File
    place: Place
    kind: Kind
    value: Value
    why: str


KEPT = "\0"
"""Stands for the value that is there already."""


def in_plan(place: Place, kind: Kind, value: Value, why: str) -> Edit:
    """Return an edit of the plan."""
    return Edit(File.PLAN, place, kind, value, why)
