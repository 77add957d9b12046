"""Where a docket stands: its facts, as folded in the order of their number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rules.by_duty import ByDuty
from rules.keys import CHANGE, EVENT, change_of, sequence_of
from rules.lost import name_of
from schemas.action import Action
from schemas.entry import Entry, EntryKind
from schemas.matter import ended_by
from schemas.silence import Silence

WHOLE = ""
"""Stands where a duty stands, for the whole docket."""


@dataclass(slots=True)
class Standing(ByDuty):
    """The folded facts of one docket.

    `performed` maps an action's key to its moment (a skipped step counts as done);
    `events` maps a calendar event to the states sent so far, so its SEQUENCE is their
    number (a message that never left has an empty state); `acts` maps an act to its
    facts; `raised` maps what stands against a duty, by its topic, to the fact.
    `undelivered` is the last letter that did not arrive, and `corrected` the correction
    of its address since; `refused` are all letters that did not arrive, by number, 0
    for one that nobody named, `unread` those lost before the correction, and `lost`
    maps an action's name to how often it is to be performed. `delegated` is the
    colleague who reads the letters until an address is corrected or theirs refuses one.
    `replied` holds what came by mail for people to read, `announced` what the office
    wants said beside the plan. `handed_over` maps what the agency waited for, as
    `<agency>/<duty>`, to the moment its docket learned of it. `urged` is what was
    recorded of signed urging letters, `hastened` maps the key of a step sent before its
    day to the moment somebody wanted it. `changes` maps a duty to what its agency was
    told of it since the letter that assigned it: its last day, or that it is withdrawn,
    empty where the letter never left.
    """

    performed: dict[str, datetime] = field(default_factory=dict[str, datetime])
    events: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    acts: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    raised: dict[tuple[str, str], Entry] = field(
        default_factory=dict[tuple[str, str], Entry]
    )
    latest: dict[EntryKind, Entry] = field(default_factory=dict[EntryKind, Entry])
    delegated: Entry | None = None
    silences: dict[str, Silence] = field(default_factory=dict[str, Silence])
    undelivered: Entry | None = None
    corrected: Entry | None = None
    lost: dict[str, int] = field(default_factory=dict[str, int])
    refused: list[int] = field(default_factory=list[int])
    unread: set[int] = field(default_factory=set[int])
    replied: list[Entry] = field(default_factory=list[Entry])
    handed_over: dict[str, datetime] = field(default_factory=dict[str, datetime])
    announced: list[Entry] = field(default_factory=list[Entry])
    urged: list[Entry] = field(default_factory=list[Entry])
    hastened: dict[str, datetime] = field(default_factory=dict[str, datetime])
    changes: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @property
    def attending(self) -> Entry | None:
        """Return the last word about the launch ceremony."""
        return self.latest.get(EntryKind.ATTENDING)

    @property
    def issued(self) -> Entry | None:
        """Return the fact that made the plan bind, in the office's docket."""
        return self.latest.get(EntryKind.ISSUED)

    @property
    def to_read(self) -> list[Entry]:
        """Return what came by mail since somebody of the office has read it last."""
        read = self.latest.get(EntryKind.READ)
        return [one for one in self.replied if read is None or one.n > read.n]

    def taken_back(self, undone: Entry) -> Entry | None:
        """Return the answer that an undo is about; None where it answered no form."""
        given = (fact for facts in self.acts.values() for fact in facts)
        return next((fact for fact in given if f"{fact.n}" == undone.step), None)

    @property
    def letters_signed(self) -> int:
        """Return how many urging letters were signed: an act is one letter."""
        return len({entry.act for entry in self.urged})

    def told(self, event: str) -> str:
        """Return the state of a calendar event that was told last, empty if none."""
        return _last(self.events.get(event, ()))

    def told_change(self, duty: str) -> str:
        """Return what was told last of how a duty was amended, empty if nothing."""
        return _last(self.changes.get(duty, ()))

    def ahead(self) -> "Standing":
        """Return a copy of it, on which actions may be performed."""
        events = {event: list(told) for event, told in self.events.items()}
        changes = {duty: list(told) for duty, told in self.changes.items()}
        performed = dict(self.performed)
        return replace(self, performed=performed, events=events, changes=changes)

    def perform(self, actions: Iterable[Action], now: datetime) -> None:
        """Stand as if these actions had been recorded at `now`; none is done twice."""
        for one in actions:
            self.do(one.key, one.duty, one.step, now)

    def do(self, key: str, about: str, step: str, at: datetime) -> None:
        """Stand as one action leaves it, unless it was done before."""
        name = name_of(key)
        if name in self.performed:
            return
        self.performed[name] = at
        if name.startswith((EVENT, CHANGE)):
            told = self.events if name.startswith(EVENT) else self.changes
            told.setdefault(about, []).append(step)

    def lose(self, facts: Iterable[Entry]) -> None:
        """Stand as if what a letter said had not been said yet."""
        for fact in facts:
            name = name_of(fact.key or "")
            if name.startswith(EVENT):
                self.untell(fact.duty, sequence_of(name))
            else:
                self.unsay(name)

    def unsay(self, name: str) -> None:
        """Stand as if an action had not been performed: it is to be done again."""
        if name.startswith(CHANGE):
            duty, n = change_of(name)
            self.changes[duty][n] = ""
        elif self.performed.pop(name, None) is not None:
            self.lost[name] = self.lost.get(name, 1) + 1

    def clear(self, duty: str, topic: str) -> None:
        """Stand as if nothing had been raised about a duty under a topic."""
        for ended in ended_by(topic):
            self.raised.pop((duty, ended), None)

    def untell(self, event: str, sequence: int) -> None:
        """Stand as if a calendar event's message had not been read by anybody."""
        self.events[event][sequence] = ""


def _last(told: Sequence[str]) -> str:
    for one in reversed(told):  # asked thousands of times a season: no generator
        if one:
            return one
    return ""
