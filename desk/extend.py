"""The office decides on more time: it extends a deadline, or refuses to."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.answer import (
    NothingToSayError,
    Receipt,
    append,
    check_day,
    of_act,
    owing,
    receipt,
)
from desk.desk import Desk
from ledger import campaigns, dockets, entries
from ledger.transaction import Transaction
from rules.docket import Terms
from rules.extended import may_be_given
from rules.personal import names_persons
from rules.standing import Standing, stand
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError


class PersonalReasonError(CampaignError):
    """The reason holds what identifies a person."""


class NotAskedError(CampaignError):
    """There is no request for more time to refuse."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the office decides on a duty's time; `until` None refuses what was asked.

    `person` is who decided, its note the reason; `act` identifies it, so twice is once.
    """

    duty: str
    until: date | None
    person: Person
    act: str


def rule(desk: Desk, docket: int, given: Ruling, now: datetime) -> Receipt:
    """Record a decision on a duty's time; the agency is told by the next beat.

    A deadline may be extended without a request, and extended anew. Raises
    NotOwedError, NothingToSayError where the duty is done or the day is in effect
    already, WrongDayError, NotAskedError, PersonalReasonError.
    """
    if names_persons(given.person.note):
        raise PersonalReasonError(
            "the reason names a person: give no papers, no birth years"
        )
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        facts = entries.of(tx, [docket]).get(docket, ())
        if before := of_act(facts, given.act):
            return receipt(desk, docket, before)
        standing = stand(facts)
        owes = owing(desk, tx, row, standing, given.duty)[given.duty]
        _check(given, owes, standing, _terms(desk, tx, row.campaign), now)
        kind = EntryKind.EXTENDED if given.until else EntryKind.REFUSED
        step = given.until.isoformat() if given.until else ""
        new = Entry(row.n + 1, now, kind, given.duty, step, given.act)
        append(tx, row, [new], given.person, now)
        return receipt(desk, docket, (new,))


def _terms(desk: Desk, tx: Transaction, campaign: int) -> Terms:
    return desk.seasons.of(tx, campaigns.get(tx, campaign)).terms


def _check(
    given: Ruling, owes: Assignment, standing: Standing, terms: Terms, now: datetime
) -> None:
    if standing.settled(given.duty):
        raise NothingToSayError(f"duty {given.duty} needs no more time: it is done")
    if given.until is None:
        if standing.asked_time(given.duty) is None:
            raise NotAskedError(
                f"nobody waits for more time for duty {given.duty}: there is nothing "
                "to refuse"
            )
        return
    if given.until == owes.last_day and owes.original is not None:
        raise NothingToSayError(
            f"duty {given.duty} is extended until {given.until} already"
        )
    days = may_be_given(owes, terms, now.astimezone(VN).date())
    check_day(given.duty, given.until.isoformat(), days)
