"""What the rules want done: values with a key that is their identity."""

from datetime import datetime
from typing import NamedTuple

from schemas.entry import Entry, EntryKind
from schemas.letter import Invitation, Item, LetterClass, LetterKind


class Action(NamedTuple):
    """One thing to perform: `key` is recorded with it and never performed twice.

    `kind` is how it is recorded: performed, or skipped because a later step overtook
    it. `reason` says in English why now, for logs and previews.
    """

    key: str
    duty: str
    step: str
    reason: str
    kind: EntryKind = EntryKind.PERFORMED


class Draft(NamedTuple):
    """A letter to queue for the actions it speaks of; `key` is the action it is."""

    key: str
    kind: LetterKind
    letter_class: LetterClass
    to: str
    copy_to: tuple[str, ...]
    items: tuple[Item, ...]
    invitation: Invitation | None = None
    not_after: datetime | None = None


class Signal(NamedTuple):
    """What another docket has to learn, keyed.

    The office learns what is `raised` or `cleared`; the agency in `step`, that what it
    waits for is `handed-over` or `taken-back`.
    """

    kind: EntryKind
    key: str
    duty: str
    step: str


class Decision(NamedTuple):
    """All that is to be done now, and when the docket next has something to say."""

    actions: tuple[Action, ...] = ()
    drafts: tuple[Draft, ...] = ()
    signals: tuple[Signal, ...] = ()
    wake: datetime | None = None

    def facts(self, after: int, now: datetime) -> list[Entry]:
        """Return what performing it at `now` records, numbered from `after` on."""
        return [
            Entry(after + i, now, one.kind, one.duty, one.step, key=one.key)
            for i, one in enumerate(self.actions, start=1)
        ]
