"""Answers of an agency, given on its page or entered on its behalf, and their undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.desk import Desk
from ledger import campaigns, dockets, entries, people
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.standing import Standing, stand
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError

UNDO_WITHIN = timedelta(days=7)
_ORDER = (EntryKind.CONFIRMED, EntryKind.PROGRESSED, EntryKind.FULFILLED)


class NotOwedError(CampaignError):
    """The duty is not among those this docket owes."""


class NothingToSayError(CampaignError):
    """Every duty named already has this answer or a later one."""


class UndoneTooLateError(CampaignError):
    """The answer cannot be taken back: undone before, unknown, or older than 7 days."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says for an agency; `act` identifies it, so twice is once."""

    kind: EntryKind
    duties: tuple[str, ...]
    person: Person
    act: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The acknowledgement of an act: its code, its moment, the duties it covers."""

    code: str
    at: datetime
    duties: tuple[str, ...]


def answer(desk: Desk, docket: int, given: Answer, now: datetime) -> Receipt:
    """Record an answer and acknowledge it once it is safe.

    The same act gives the receipt it gave before. Duties that have this answer or a
    later one already are left as they are.
    """
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        facts = entries.of(tx, [docket]).get(docket, ())
        if before := tuple(fact for fact in facts if fact.act == given.act):
            return _receipt(desk, docket, before)
        _check_owed(desk, tx, row, given)
        duties = _news(given, stand(facts))
        if not duties:
            raise NothingToSayError("these duties were answered already")
        new = [
            Entry(row.n + i, now, given.kind, duty, given.step, given.act)
            for i, duty in enumerate(duties, start=1)
        ]
        _append(tx, row, new, given.person, now)
        return _receipt(desk, docket, tuple(new))


def undo(
    desk: Desk, docket: int, n: int, person: Person, act: str, now: datetime
) -> Receipt:
    """Take an answer back within seven days; it stays readable in the ledger."""
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        facts = entries.of(tx, [docket]).get(docket, ())
        if before := tuple(fact for fact in facts if fact.act == act):
            return _receipt(desk, docket, before)
        fact = next((fact for fact in undoable(facts, now) if fact.n == n), None)
        if fact is None:
            raise UndoneTooLateError("this answer can no longer be taken back")
        new = Entry(row.n + 1, now, EntryKind.UNDONE, fact.duty, str(n), act)
        _append(tx, row, [new], person, now)
        return _receipt(desk, docket, (new,))


def undoable(facts: Sequence[Entry], now: datetime) -> list[Entry]:
    """Return the answers that may still be taken back at `now`."""
    undone = {int(fact.step) for fact in facts if fact.kind is EntryKind.UNDONE}
    return [
        fact
        for fact in facts
        if fact.kind in (*_ORDER, EntryKind.ATTENDING)
        and fact.n not in undone
        and now - fact.at < UNDO_WITHIN
    ]


def see(desk: Desk, docket: int, now: datetime) -> None:
    """Record that the agency opened its docket, once."""
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        if entries.by_key(tx, docket, "seen") is None:
            fact = Entry(row.n + 1, now, EntryKind.SEEN, key="seen")
            _append(tx, row, [fact], None, now)


def ask_for_link(desk: Desk, docket: int, act: str, now: datetime) -> bool:
    """Record that a lost link was asked for; at most once a working day."""
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        key = f"link:{now:%Y-%m-%d}"
        if entries.by_key(tx, docket, key) is not None:
            return False
        fact = Entry(row.n + 1, now, EntryKind.LINK_ASKED, act=act, key=key)
        _append(tx, row, [fact], None, now)
        return True


def _check_owed(desk: Desk, tx: Transaction, row: DocketRow, given: Answer) -> None:
    if given.kind is EntryKind.ATTENDING:  # it is about no duty
        return
    season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
    owed = {one.duty for one in season.assignments.get(row.agency, ())}
    for duty in given.duties:
        if duty not in owed:
            known = ", ".join(sorted(owed))
            raise NotOwedError(f"{row.agency} owes no duty {duty}; it owes {known}")


def _news(given: Answer, standing: Standing) -> tuple[str, ...]:
    """Return the duties for which the answer says something new."""
    if given.kind not in _ORDER:
        return given.duties
    at = _ORDER.index(given.kind)
    later = _ORDER[at:] if given.kind is not EntryKind.PROGRESSED else _ORDER[at + 1 :]
    return tuple(
        duty
        for duty in dict.fromkeys(given.duties)
        if not any(duty in standing.said[kind] for kind in later)
    )


def _append(
    tx: Transaction,
    row: DocketRow,
    new: list[Entry],
    person: Person | None,
    now: datetime,
) -> None:
    entries.append(tx, row.id, new)
    if person is not None:
        people.put(tx, row.id, {new[0].n: person})
    dockets.advance(tx, row.id, new[-1].n, now)


def _receipt(desk: Desk, docket: int, facts: tuple[Entry, ...]) -> Receipt:
    first = facts[0]
    duties = tuple(fact.duty for fact in facts if fact.duty)
    return Receipt(desk.links.code(docket, first.n), first.at, duties)
