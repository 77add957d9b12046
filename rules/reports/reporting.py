"""Where one report stands: the facts about its versions, in their order."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas.entry import Entry, EntryKind


class Reporting(NamedTuple):
    """A report as its facts have it.

    `first` is the first version ever, `current` the last one and `handed_in` the first
    since it was sent back last, both None while it is to be given (again); `sent_back`,
    `taken_in` and `signed` are the last such facts: a version after it makes what was
    taken in or signed an older one.
    """

    versions: int = 0
    first: Entry | None = None
    current: Entry | None = None
    handed_in: Entry | None = None
    sent_back: Entry | None = None
    taken_in: Entry | None = None
    signed: Entry | None = None

    def concerns(self, fact: Entry | None) -> bool:
        """Tell whether a fact came after the version that counts, so is about it."""
        current = self.current
        return fact is not None and current is not None and fact.n > current.n


def reporting(facts: Sequence[Entry]) -> Reporting:
    """Fold the facts about the versions of one report."""
    now = Reporting()
    for fact in facts:
        match fact.kind:
            case EntryKind.REPORTED:
                now = now._replace(
                    versions=now.versions + 1,
                    first=now.first or fact,
                    current=fact,
                    handed_in=now.handed_in or fact,
                )
            case EntryKind.SENT_BACK:
                now = now._replace(current=None, handed_in=None, sent_back=fact)
            case EntryKind.TAKEN_IN:
                now = now._replace(taken_in=fact)
            case _:
                now = now._replace(signed=fact)
    return now
