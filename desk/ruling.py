"""What the office decides on an agency's word: recorded once, told by the next beat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk.answer import Receipt, append, check_words, of_act, owing, receipt
from desk.desk import Desk
from ledger import campaigns, dockets, entries
from rules.docket import Terms
from rules.fold import stand
from rules.standing import Standing
from schemas.assignment import Assignment
from schemas.entry import Entry, EntryKind, Person


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision is about: the duty as it is owed, and where its docket stands."""

    owes: Assignment
    standing: Standing
    terms: Terms


Decided = Callable[[Asked], tuple[EntryKind, str]]
"""Returns the fact's kind and step, or raises what speaks against the decision."""


def ruling(
    desk: Desk,
    docket: int,
    duty: str,
    decided: Decided,
    person: Person,
    act: str,
    now: datetime,
) -> Receipt:
    """Record a decision about a duty; `act` identifies it, so twice is once.

    Raises NotOwedError, and PersonalReasonError where the reason names a person.
    """
    check_words(person)
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        facts, head = entries.told(tx, docket)
        if before := of_act(facts, act):
            return receipt(desk, docket, before)
        standing = stand(facts)
        owes = owing(desk, tx, row, standing, duty)[duty]
        terms = desk.seasons.of(tx, campaigns.get(tx, row.campaign)).terms
        kind, step = decided(Asked(owes, standing, terms))
        new = Entry(row.n + 1, now, kind, duty, step, act)
        append(tx, row, [new], person, now, head=head)
        return receipt(desk, docket, (new,))
