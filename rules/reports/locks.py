"""Whether an agency's figures are locked: the office's facts in their order."""

from collections.abc import Iterable

from schemas.entry import Entry, EntryKind

EVERYONE = ""
"""Stands for all agencies where one agency would be named."""


def is_locked(facts: Iterable[Entry], agency: str) -> bool:
    """Tell whether an agency can no longer change its report by itself."""
    told = (fact for fact in facts if fact.duty in (agency, EVERYONE))
    locked = False
    for fact in told:
        if fact.kind in (EntryKind.LOCKED, EntryKind.UNLOCKED):
            locked = fact.kind is EntryKind.LOCKED
    return locked
