"""What the office does about the version of a report that stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desk.answer import (
    NothingToSayError,
    Receipt,
    append,
    check_day,
    check_words,
    of_act,
    receipt,
)
from desk.desk import Desk
from desk.reports.submit import LockedError, NoReasonError, Reporter, lock_reporter
from ledger.transaction import Transaction
from rules.extended import may_be_given
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.report import SignedCopy


class NotReportedError(CampaignError):
    """No version of the report stands: nothing was handed in, or it was sent back."""


class SignedDayError(CampaignError):
    """The signed document cannot be of that day."""


@dataclass(frozen=True, slots=True)
class SentBack:
    """A report that goes back for more; the person's note is what is missing.

    `until` is the new last day; without one the deadline stands as it is. `act`
    identifies it, so twice is once.
    """

    person: Person
    act: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """That the version which stands is taken as it is."""

    person: Person
    act: str


@dataclass(frozen=True, slots=True)
class CameSigned:
    """The signed document of the version that stands.

    The person's note is who signed it.
    """

    copy: SignedCopy
    person: Person
    act: str


Said = tuple[EntryKind, str]
"""A fact's kind and step."""


def send_back(desk: Desk, docket: int, given: SentBack, now: datetime) -> Receipt:
    """Send a report back for more; the agency is told by the next beat, in one letter.

    Raises NotOwedError, NotReportedError, LockedError, NoReasonError, WrongDayError,
    PersonalReasonError.
    """

    def said(reporter: Reporter) -> list[Said]:
        _check_back(given, reporter, now)
        back = (EntryKind.SENT_BACK, f"{reporter.reporting.versions}")
        if given.until in (None, reporter.duty.last_day):
            return [back]
        return [back, (EntryKind.EXTENDED, f"{given.until}")]

    with desk.ledger.write() as tx:
        return _record(desk, tx, docket, given, said, now)


def take_in(desk: Desk, docket: int, given: TakenIn, now: datetime) -> Receipt:
    """Take the version that stands as it is; no letter follows.

    Raises NotOwedError, NotReportedError, NothingToSayError, PersonalReasonError.
    """

    def said(reporter: Reporter) -> list[Said]:
        version = f"{reporter.reporting.versions}"
        taken = reporter.reporting.taken_in
        if taken is not None and taken.step == version:
            raise NothingToSayError(
                f"{reporter.row.agency}: version {version} is taken in already"
            )
        return [(EntryKind.TAKEN_IN, version)]

    with desk.ledger.write() as tx:
        return _record(desk, tx, docket, given, said, now)


def sign(desk: Desk, docket: int, given: CameSigned, now: datetime) -> Receipt:
    """Record the signed document of the version that stands; no letter follows.

    The last one recorded counts. Raises NotOwedError, NotReportedError, SignedDayError,
    PersonalReasonError.
    """
    with desk.ledger.write() as tx:
        return sign_in(desk, tx, docket, given, now)


def sign_in(
    desk: Desk, tx: Transaction, docket: int, given: CameSigned, now: datetime
) -> Receipt:
    """Record the signed document of a report within a transaction."""

    def said(reporter: Reporter) -> list[Said]:
        first = reporter.season.in_force.signing.signed_on
        last = now.astimezone(VN).date()
        if not first <= given.copy.signed_on <= last:
            raise SignedDayError(
                f"the report was not signed on {given.copy.signed_on}: give its day, "
                f"{first} to {last}"
            )
        return [(EntryKind.SIGNED_COPY, f"{reporter.reporting.versions}")]

    body = given.copy.model_dump_json()
    return _record(desk, tx, docket, given, said, now, body)


def _record(
    desk: Desk,
    tx: Transaction,
    docket: int,
    given: SentBack | TakenIn | CameSigned,
    said: Callable[[Reporter], list[Said]],
    now: datetime,
    body: str = "",
) -> Receipt:
    """Record what is said of the version that stands; the same act twice is once."""
    check_words(given.person)
    reporter = lock_reporter(desk, tx, docket)
    if before := of_act(reporter.facts, given.act):
        return receipt(desk, docket, before)
    if reporter.reporting.current is None:
        raise NotReportedError(
            f"{reporter.row.agency}: no report stands that was handed in; what came on "
            "paper is entered first with `campaign report`"
        )
    first = reporter.row.n + 1
    new = [
        Entry(n, now, kind, reporter.duty.duty, step, given.act)
        for n, (kind, step) in enumerate(said(reporter), first)
    ]
    bodies: Mapping[int, str] = {first: body} if body else {}
    append(tx, reporter.row, new, given.person, now, bodies)
    return receipt(desk, docket, tuple(new))


def _check_back(given: SentBack, reporter: Reporter, now: datetime) -> None:
    agency, owes = reporter.row.agency, reporter.duty
    if reporter.locked:
        raise LockedError(
            f"{agency}: its figures are locked: unlock them before its report goes back"
        )
    if not given.person.note.strip():
        raise NoReasonError(f"{agency}: say what its report lacks")
    if given.until not in (None, owes.last_day):
        days = may_be_given(owes, reporter.season.terms, now.astimezone(VN).date())
        check_day(owes.duty, f"{given.until}", days)
