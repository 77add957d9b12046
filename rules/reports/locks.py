"""Whether an agency's figures are locked: the office's facts in their order."""

from collections.abc import Iterable, Sequence

from schemas.entry import Entry, EntryKind
from schemas.in_force import Lock, Locks

EVERYONE = ""
"""Stands for all agencies where one agency would be named."""


_AMENDED = "amended:"


def amended_key(version: int) -> str:
    """Name a version that the office recorded although the figures were locked.

    A consolidated report shows what it changes.
    """
    return f"{_AMENDED}{version}"


def is_amended(reported: Entry) -> bool:
    """Tell whether a version was recorded after the lock."""
    return (reported.key or "").startswith(_AMENDED)


def locks(facts: Iterable[Entry]) -> Locks:
    """Return whose figures are locked; what is said of all replaces what was of one."""
    told = Locks()
    for fact in facts:
        if fact.kind not in (EntryKind.LOCKED, EntryKind.UNLOCKED):
            continue
        lock = Lock(locked=fact.kind is EntryKind.LOCKED, at=fact.at)
        if fact.duty == EVERYONE:
            told = Locks(everyone=lock)
        else:
            agencies = {**told.agencies, fact.duty: lock}
            told = told.model_copy(update={"agencies": agencies})
    return told


def is_locked(facts: Iterable[Entry], agency: str) -> bool:
    """Tell whether an agency can no longer change its report by itself."""
    lock = locks(facts).of(agency)
    return lock is not None and lock.locked


def changes(facts: Sequence[Entry], agency: str, *, locked: bool) -> bool:
    """Tell whether a lock, or its end, changes anything for whom it is about.

    For all of them it does while there is an agency that it changes something for.
    """
    named = {agency}
    if agency == EVERYONE:
        named |= {fact.duty for fact in facts}
    return any(is_locked(facts, one) is not locked for one in named)
