"""Where a docket stands: its facts folded in the order of their number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from rules.keys import EVENT
from schemas.action import Action
from schemas.entry import Entry, EntryKind
from schemas.matter import topic_of

ANSWERED = frozenset(
    {
        EntryKind.CONFIRMED,
        EntryKind.PROGRESSED,
        EntryKind.FULFILLED,
        EntryKind.ATTENDING,
        EntryKind.UNDONE,
        EntryKind.LINK_ASKED,
    }
)
"""Acts of a person that are acknowledged by a letter."""

_SAID = (EntryKind.CONFIRMED, EntryKind.PROGRESSED, EntryKind.FULFILLED)


@dataclass(slots=True)
class Standing:
    """The folded facts of one docket.

    `performed` maps an action's key to its moment (a skipped step counts as done);
    `events` maps a calendar event to the states sent so far, so its SEQUENCE is their
    number; `acts` maps an act to its facts; `raised` maps what stands against a duty,
    by its topic, to the fact.
    """

    performed: dict[str, datetime] = field(default_factory=dict[str, datetime])
    said: dict[EntryKind, dict[str, Entry]] = field(
        default_factory=lambda: {kind: {} for kind in _SAID}
    )
    events: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    acts: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    raised: dict[tuple[str, str], Entry] = field(
        default_factory=dict[tuple[str, str], Entry]
    )
    attending: Entry | None = None
    undelivered: Entry | None = None

    @property
    def confirmed(self) -> dict[str, Entry]:
        """Return the latest receipt of each duty."""
        return self.said[EntryKind.CONFIRMED]

    @property
    def progressed(self) -> dict[str, Entry]:
        """Return the latest word of progress on each duty."""
        return self.said[EntryKind.PROGRESSED]

    @property
    def fulfilled(self) -> dict[str, Entry]:
        """Return the fulfilment of each duty."""
        return self.said[EntryKind.FULFILLED]

    def received(self, duty: str) -> bool:
        """Tell whether the agency has the duty: later answers imply the receipt."""
        return duty in self.confirmed or duty in self.progressed or self.settled(duty)

    def settled(self, duty: str) -> bool:
        """Tell whether nothing more is asked of the agency about the duty."""
        return duty in self.fulfilled

    def perform(self, actions: Iterable[Action], now: datetime) -> None:
        """Stand as if these actions had been recorded at `now`."""
        for action in actions:
            self.performed[action.key] = now
            if action.key.startswith(EVENT):
                self.events.setdefault(action.duty, []).append(action.step)


def stand(entries: Iterable[Entry]) -> Standing:
    """Fold the facts; an undone fact counts as if it had never been given."""
    facts = tuple(entries)
    undone = {int(e.step) for e in facts if e.kind is EntryKind.UNDONE}
    standing = Standing()
    for entry in facts:
        if entry.act and entry.kind in ANSWERED:
            standing.acts.setdefault(entry.act, []).append(entry)
        if entry.n not in undone:
            _fold(standing, entry)
    return standing


def _fold(standing: Standing, entry: Entry) -> None:
    match entry.kind:
        case EntryKind.PERFORMED | EntryKind.SKIPPED:
            done = Action(entry.key or "", entry.duty, entry.step, "")
            standing.perform((done,), entry.at)
        case EntryKind.CONFIRMED | EntryKind.PROGRESSED | EntryKind.FULFILLED:
            standing.said[entry.kind][entry.duty] = entry
        case EntryKind.ATTENDING:
            standing.attending = entry
        case EntryKind.UNDELIVERED:
            standing.undelivered = entry
        case EntryKind.RAISED:
            standing.raised[entry.duty, topic_of(entry.step)] = entry
        case EntryKind.CLEARED:
            standing.raised.pop((entry.duty, entry.step), None)
        case _:
            pass
