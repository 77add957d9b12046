"""Urging letters: which wait for a signature, their draft, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from desk.answer import append
from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.progress import progress
from desk.season import Season
from desk.start import OFFICE, find
from desk.urging_words import Beside, urging_words
from documents.urging import Earlier, file_name, urging_letter
from ledger import campaigns, dockets, entries, letters
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.docket import Docket
from rules.extended import moved
from rules.personal import names_persons
from rules.standing import Standing
from rules.urging import drafted, end_key, signable
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.letter import LetterState
from schemas.matter import nth_urging

ANSWERED_WITHIN = 5
"""Working days proposed for the agency's report."""


class UrgingError(CampaignError):
    """There is no such letter to write, to sign or to set aside, or a day is wrong."""


class NotNamedError(UrgingError):
    """The letter does not name `duty`; it names `named`."""

    def __init__(self, duty: str, named: tuple[str, ...]) -> None:
        self.duty, self.named = duty, named
        known = ", ".join(named) or "none"
        super().__init__(f"the letter names no duty {duty}; it names {known}")


class Waiting(NamedTuple):
    """An urging letter that waits for its signature, and the duties it names."""

    agency: str
    name: str
    nth: int
    duties: tuple[str, ...]


class Raised(NamedTuple):
    """That the office was given an urging letter to have signed, and when."""

    at: datetime
    agency: str
    nth: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An urging letter as a file, not signed and never sent by us."""

    waiting: Waiting
    by: date
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a draft: `number` and `signed_on` of the signed letter, or None.

    `person` says so; its note is who signed, or why the draft was set aside. The letter
    named the `duties`, all of the draft's where there are none.
    """

    person: Person
    act: str
    number: str = ""
    signed_on: date | None = None
    duties: tuple[str, ...] = ()


def waiting(desk: Desk, name: str, now: datetime) -> list[Waiting]:
    """Return the letters of a campaign that wait for their signature."""
    seen = progress(desk, name, now)
    return [
        _waiting(docket, seen.names[agency], duties)
        for agency, docket in seen.dockets.items()
        if (duties := drafted(docket, now))
    ]


def raised(desk: Desk, name: str) -> list[Raised]:
    """Return every letter that a campaign's office was given to have signed."""
    with desk.ledger.read() as tx:
        row = dockets.find(tx, find(tx, name).id, OFFICE)
        facts = entries.of(tx, [row.id])[row.id] if row else ()
    return [
        Raised(fact.at, fact.duty.partition("/")[0], nth)
        for fact in facts
        if fact.kind is EntryKind.RAISED and (nth := nth_urging(fact.step)) is not None
    ]


def draft(desk: Desk, docket: int, by: date | None, now: datetime) -> Draft:
    """Write the letter that waits; UrgingError where none does.

    `by` is the day proposed for the agency's report, some working days on by default.
    """
    today = now.astimezone(VN).date()
    if by is not None and by <= today:
        raise UrgingError(f"{by} is over: give the agency a later day with --by")
    with desk.ledger.read() as tx:
        row = dockets.get(tx, docket)
        season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
        owed = _docket(tx, row, season)
        duties = _open(owed, now)
        earlier = _earlier(owed.standing, entries.bodies(tx, docket))
        directory = Directory(tx, row.campaign)
        agency = directory.agency(row.agency).name
        office = directory.agency(season.plan.office)
        sent = _sent(tx, docket)
    day = by or season.days.after(today, ANSWERED_WITHIN)
    beside = Beside(today, day, earlier, sent)
    letter = urging_words(season, owed, duties, agency, office, beside)
    name = file_name(letter.nth, row.agency)
    return Draft(_waiting(owed, agency, duties), day, name, urging_letter(letter, now))


def _sent(tx: Transaction, docket: int) -> frozenset[str]:
    """Return the items of letters that left: an urging letter names no other."""
    return frozenset(
        item.key
        for letter in letters.of_docket(tx, docket)
        if letter.state is LetterState.SENT
        for item in letter.items
    )


def end(desk: Desk, docket: int, given: Ended, now: datetime) -> Waiting:
    """Record that the letter that waits was signed, or set aside; nothing is sent.

    A letter that was signed may name duties that were answered since. Raises
    UrgingError where none waits, a duty does not stand in it, the day lies before the
    plan's or is yet to come, or a reason names a person.
    """
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
        owed = _docket(tx, row, season)
        _check(given, season, now)
        signed = given.signed_on is not None and given.duties
        there = signable(owed) if signed else _open(owed, now)
        duties = _named(there, given.duties)
        new = _facts(row, owed.standing, duties, given, now)
        append(tx, row, new, given.person, now, {new[0].n: given.number})
        name = Directory(tx, row.campaign).agency(row.agency).name
    return _waiting(owed, name, duties)


def _docket(tx: Transaction, row: DocketRow, season: Season) -> Docket:
    facts = entries.of(tx, [row.id])[row.id]
    return moved(season.docket(row.agency, row.kind, facts))


def _waiting(docket: Docket, name: str, duties: tuple[Assignment, ...]) -> Waiting:
    nth = docket.standing.letters_signed + 1
    return Waiting(docket.agency, name, nth, tuple(one.duty for one in duties))


def _open(docket: Docket, now: datetime) -> tuple[Assignment, ...]:
    duties = drafted(docket, now)
    if not duties:
        raise UrgingError(
            f"{docket.agency}: no urging letter waits for a signature; `campaign urge "
            "CAMPAIGN` lists those that do; a letter signed before names its --duty"
        )
    return duties


def _named(
    duties: tuple[Assignment, ...], wanted: tuple[str, ...]
) -> tuple[Assignment, ...]:
    there = tuple(one.duty for one in duties)
    for duty in wanted:
        if duty not in there:
            raise NotNamedError(duty, there)
    return tuple(one for one in duties if not wanted or one.duty in wanted)


def _check(given: Ended, season: Season, now: datetime) -> None:
    if given.signed_on is None:
        if names_persons(given.person.note):
            raise UrgingError(
                "the reason names a person: give no papers, no birth years"
            )
        return
    first, last = season.in_force.signing.signed_on, now.astimezone(VN).date()
    if not first <= given.signed_on <= last:
        raise UrgingError(
            f"the letter is not of {given.signed_on}: give its day, {first} to {last}"
        )


def _facts(
    row: DocketRow,
    standing: Standing,
    duties: tuple[Assignment, ...],
    given: Ended,
    now: datetime,
) -> list[Entry]:
    kind = EntryKind.URGED if given.signed_on else EntryKind.SHELVED
    step = given.signed_on.isoformat() if given.signed_on else ""
    return [
        Entry(row.n + i, now, kind, one.duty, step, given.act, end_key(one, standing))
        for i, one in enumerate(duties, start=1)
    ]


def _earlier(standing: Standing, bodies: Mapping[int, str]) -> tuple[Earlier, ...]:
    first = {fact.act: fact for fact in reversed(standing.urged)}
    return tuple(
        Earlier(bodies[fact.n], date.fromisoformat(fact.step))
        for fact in sorted(first.values(), key=lambda fact: fact.n)
    )
