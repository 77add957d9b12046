"""What a check finds, by its place in the plan or in the roster."""

from enum import StrEnum
from typing import NamedTuple

from schemas.said import Said

Place = tuple[int | str, ...]
"""The way from the top of a file to a value: keys, and positions counted from 0."""


class File(StrEnum):
    """The two files of a campaign, by their names."""

    PLAN = "plan.yaml"
    ROSTER = "agencies.yaml"


class Finding(NamedTuple):
    """One thing a person should look at, and what to do about it."""

    file: File
    place: Place
    what: Said
    remedy: Said


def field(place: Place) -> str:
    """Write a place as people do: `entries[3].duties[1].deadline.day`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(parts).removeprefix(".")
