"""Answers of an agency, given on its page or entered on its behalf, and their undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.desk import Desk
from desk.reports.locks import locks_of
from ledger import campaigns, dockets, entries, people
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.extended import Days, may_ask_for
from rules.fold import stand
from rules.news import is_news, may_be_undone
from rules.personal import names_persons
from rules.reports.locks import is_locked
from rules.standing import Standing
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError

UNDO_WITHIN = timedelta(days=7)


class NotOwedError(CampaignError):
    """The duty is not among those this docket owes; those are `owed`."""

    def __init__(self, agency: str, what: str, owed: Iterable[str]) -> None:
        self.owed = tuple(sorted(owed))
        known = ", ".join(self.owed) or "nothing"
        super().__init__(f"{agency} owes no {what}; it owes {known}")


class NothingToSayError(CampaignError):
    """Every duty named already has this answer or a later one."""


class UndoneTooLateError(CampaignError):
    """The answer cannot be taken back: undone or decided before, or older than 7 days.

    An unknown one cannot either, nor one that stands for a report that was locked.
    """


class PersonalReasonError(CampaignError):
    """What was written beside an answer holds what identifies a person."""


class WrongDayError(CampaignError):
    """A deadline cannot be moved to that day."""

    def __init__(self, duty: str, day: str, days: Days) -> None:
        able = f"name a day from {days.first} to {days.last}"
        if days.first > days.last:
            able = "the campaign closes before"
        super().__init__(f"duty {duty} cannot be extended until {day}: {able}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says for an agency; `act` identifies it, so twice is once.

    `step` is a percentage, a number of people, or the day until which more time is
    asked for (ISO 8601), by `kind`.
    """

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
        return answer_in(desk, tx, docket, given, now)


def answer_in(
    desk: Desk, tx: Transaction, docket: int, given: Answer, now: datetime
) -> Receipt:
    """Record an answer within a transaction; without an `act` no letter follows.

    Raises PersonalReasonError, NotOwedError, WrongDayError, NothingToSayError.
    """
    check_words(given.person)
    row = dockets.lock(tx, docket)
    facts, head = entries.told(tx, docket)
    if given.act and (before := of_act(facts, given.act)):
        return receipt(desk, docket, before)
    standing = stand(facts)
    _check(desk, tx, row, given, standing, now)
    named = dict.fromkeys(given.duties)
    duties = [duty for duty in named if is_news(given.kind, duty, standing)]
    if not duties:
        raise NothingToSayError("these duties were answered already")
    new = [
        Entry(row.n + i, now, given.kind, duty, given.step, given.act)
        for i, duty in enumerate(duties, start=1)
    ]
    append(tx, row, new, given.person, now, head=head)
    return receipt(desk, docket, tuple(new))


def undo(
    desk: Desk, docket: int, n: int, person: Person, act: str, now: datetime
) -> Receipt:
    """Take an answer back within seven days; it stays readable in the ledger."""
    with desk.ledger.write() as tx:
        campaigns.share(tx, dockets.get(tx, docket).campaign)
        row = dockets.lock(tx, docket)
        facts, head = entries.told(tx, docket)
        if before := of_act(facts, act):
            return receipt(desk, docket, before)
        fact = next((fact for fact in undoable(facts, now) if fact.n == n), None)
        if fact is None or _is_locked(desk, tx, row, fact):
            raise UndoneTooLateError("this answer can no longer be taken back")
        new = Entry(row.n + 1, now, EntryKind.UNDONE, fact.duty, str(n), act)
        append(tx, row, [new], person, now, head=head)
        return receipt(desk, docket, (new,))


def undoable(facts: Sequence[Entry], now: datetime) -> list[Entry]:
    """Return the answers that may still be taken back at `now`."""
    standing = stand(facts)
    undone = {int(fact.step) for fact in facts if fact.kind is EntryKind.UNDONE}
    return [
        fact
        for fact in facts
        if may_be_undone(fact, standing)
        if fact.n not in undone
        if now - fact.at < UNDO_WITHIN
    ]


def _is_locked(desk: Desk, tx: Transaction, row: DocketRow, fact: Entry) -> bool:
    """Tell whether an answer stands for a report that was locked with its figures."""
    if fact.kind not in (EntryKind.FULFILLED, EntryKind.NOTHING):
        return False
    duties = desk.seasons.of(tx, campaigns.get(tx, row.campaign)).duties
    duty = duties.get(fact.duty)
    reports = duty is not None and duty.kind is DutyKind.REPORT
    return reports and is_locked(locks_of(tx, row.campaign), row.agency)


def see(desk: Desk, docket: int, now: datetime) -> None:
    """Record that the agency opened its docket, once."""
    with desk.ledger.write() as tx:
        see_in(tx, docket, now)


def see_in(tx: Transaction, docket: int, now: datetime) -> None:
    """Record within a transaction that the agency knows of its docket, once."""
    row = dockets.lock(tx, docket)
    if entries.by_key(tx, docket, "seen") is None:
        fact = Entry(row.n + 1, now, EntryKind.SEEN, key="seen")
        append(tx, row, [fact], None, now)


def reply_in(
    tx: Transaction, docket: int, step: str, person: Person, now: datetime
) -> None:
    """Record what an agency wrote and only people can answer; no letter follows."""
    row = dockets.lock(tx, docket)
    fact = Entry(row.n + 1, now, EntryKind.REPLIED, step=step)
    append(tx, row, [fact], person, now)


def ask_for_link(desk: Desk, docket: int, act: str, now: datetime) -> bool:
    """Record that a lost link was asked for; at most once a working day."""
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        key = f"link:{now:%Y-%m-%d}"
        if entries.by_key(tx, docket, key) is not None:
            return False
        fact = Entry(row.n + 1, now, EntryKind.LINK_ASKED, act=act, key=key)
        append(tx, row, [fact], None, now)
        return True


def owing(
    desk: Desk, tx: Transaction, row: DocketRow, standing: Standing, *duties: str
) -> dict[str, Assignment]:
    """Return what a docket owes, with the deadlines in effect.

    Raises NotOwedError where `duties` are not all among it.
    """
    season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
    owed = {one.duty: one for one in season.owes(row.agency, standing)}
    for duty in duties:
        if duty not in owed:
            raise NotOwedError(row.agency, f"duty {duty}", owed)
    return owed


def _check(
    desk: Desk,
    tx: Transaction,
    row: DocketRow,
    given: Answer,
    standing: Standing,
    now: datetime,
) -> None:
    if given.kind is EntryKind.ATTENDING:  # it is about no duty
        return
    owed = owing(desk, tx, row, standing, *given.duties)
    if given.kind is EntryKind.TIME_ASKED:
        terms = desk.seasons.of(tx, campaigns.get(tx, row.campaign)).terms
        for duty in given.duties:
            days = may_ask_for(owed[duty], terms, now.astimezone(VN).date())
            check_day(duty, given.step, days)


def check_words(person: Person) -> None:
    """Raise PersonalReasonError where a note names a person (Law 91/2025/QH15)."""
    if names_persons(person.note) or names_persons(person.concerns):
        raise PersonalReasonError(
            "the reason names a person: give no papers, no birth years"
        )


def check_day(duty: str, day: str, days: Days) -> None:
    """Raise WrongDayError unless a deadline may be moved to that day."""
    try:
        able = days.holds(date.fromisoformat(day))
    except ValueError:
        able = False
    if not able:
        raise WrongDayError(duty, day, days)


def of_act(facts: Sequence[Entry], act: str) -> tuple[Entry, ...]:
    """Return the facts of one act: doing it again changes nothing."""
    return tuple(fact for fact in facts if fact.act == act)


def append(
    tx: Transaction,
    row: DocketRow,
    new: list[Entry],
    person: Person | None,
    now: datetime,
    bodies: Mapping[int, str] | None = None,
    head: bytes | None = None,
) -> None:
    """Append facts to a locked docket, with who stands behind them, and wake it."""
    entries.append(tx, row.id, new, bodies, head)
    if person is not None:
        people.put(tx, row.id, {new[0].n: person})
    dockets.advance(tx, row.id, new[-1].n, now)


def receipt(desk: Desk, docket: int, facts: tuple[Entry, ...]) -> Receipt:
    """Return the acknowledgement of one act's facts."""
    first = facts[0]
    duties = tuple(fact.duty for fact in facts if fact.duty)
    return Receipt(desk.links.code(docket, first.n), first.at, duties)
