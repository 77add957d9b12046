"""What was said in a docket, in words, with who said it and its receipt."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from calendars.said import said_day
from desk.answer import undoable
from desk.letters.content import said_in_words
from desk.letters.views import moment_in_words
from desk.links import Links
from desk.pages.views import SaidView
from rules.fold import stand
from rules.standing import Standing
from schemas.entry import Entry, EntryKind, Person


@dataclass(frozen=True)
class Sayings:
    """The facts of one docket and the persons behind them, as of `now`."""

    links: Links
    docket: int
    facts: tuple[Entry, ...]
    persons: dict[int, Person]
    now: datetime

    def view(self, fact: Entry) -> SaidView:
        """Return one answer in words."""
        first = self._acts.get(fact.act, [fact])[0].n
        person = self.persons.get(first)
        return SaidView(
            kind=fact.kind,
            what=said_in_words(fact, self._standing.taken_back(fact)),
            at=moment_in_words(fact.at),
            who=f"{person.name}, {person.post}" if person else "",
            note=person.note if person else "",
            concerns=person.concerns if person else "",
            step=_step(fact),
            code=self.links.code(self.docket, first),
            n=self.open_to_undo(fact),
        )

    def of_code(self, code: str) -> list[Entry]:
        """Return the facts of the act a receipt's code stands for."""
        for facts in self._acts.values():
            asked = facts[0].kind is EntryKind.LINK_ASKED
            if not asked and self.links.code(self.docket, facts[0].n) == code:
                return facts
        return []

    def open_to_undo(self, fact: Entry) -> int:
        """Return the number of an answer that may still be taken back, or 0."""
        return fact.n if fact.n in self._undoable else 0

    @property
    def _acts(self) -> dict[str, list[Entry]]:
        return self._standing.acts

    @cached_property
    def _standing(self) -> Standing:
        return stand(self.facts)

    @cached_property
    def _undoable(self) -> frozenset[int]:
        return frozenset(fact.n for fact in undoable(self.facts, self.now))


def _step(fact: Entry) -> str:
    """Return what a fact says beside its kind: a number, or a day in words."""
    if fact.kind in (EntryKind.TIME_ASKED, EntryKind.EXTENDED):
        return said_day(date.fromisoformat(fact.step))
    return "" if fact.kind is EntryKind.UNDONE else fact.step
