"""The morning's list as a workbook: whom to telephone about what, with the number."""

from functools import lru_cache
from typing import NamedTuple

from documents.workbook import Page, write_workbook
from schemas import words

_WIDTHS = (40, 24, 24, 18, 36, 60, 14, 40)


class Call(NamedTuple):
    """One line: who is to be called about which duty, and how far it has come."""

    agency: str
    post: str
    reader: str
    telephone: str
    address: str
    duty: str
    last_day: str
    stage: str


class Morning(NamedTuple):
    """Who has not confirmed, what is overdue, what the office itself has to do."""

    unread: tuple[Call, ...]
    overdue: tuple[Call, ...]
    office: tuple[Call, ...]


@lru_cache(maxsize=8)
def write_morning(morning: Morning) -> bytes:
    """Return the list as .xlsx, a sheet for each of its three parts.

    Many a morning's list is that of the day before.
    """
    return write_workbook(
        Page(title, words.MORNING_COLUMNS, _WIDTHS, rows)
        for title, rows in zip(words.MORNING_SHEETS, morning, strict=True)
    )
