"""The office decides on more time: it extends a deadline, or refuses to."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.answer import NothingToSayError, Receipt, check_day
from desk.desk import Desk
from desk.ruling import Asked, ruling
from rules.extended import may_be_given
from schemas.base import VN
from schemas.entry import EntryKind, Person
from schemas.errors import CampaignError


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

    def decided(asked: Asked) -> tuple[EntryKind, str]:
        _check(given, asked, now)
        if given.until is None:
            return EntryKind.REFUSED, ""
        return EntryKind.EXTENDED, given.until.isoformat()

    return ruling(desk, docket, given.duty, decided, given.person, given.act, now)


def _check(given: Ruling, asked: Asked, now: datetime) -> None:
    owes, standing = asked.owes, asked.standing
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
    days = may_be_given(owes, asked.terms, now.astimezone(VN).date())
    check_day(given.duty, given.until.isoformat(), days)
