"""Fall silent about a campaign, an agency or a duty for a time, and speak again."""

from dataclasses import dataclass
from datetime import date, datetime

from calendars.deadlines import last_instant
from desk.answer import NotOwedError
from desk.desk import Desk
from desk.season import bind
from desk.start import OFFICE, find, lock
from ledger import dockets, entries, people
from ledger.campaigns import CampaignRow
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.fold import stand
from rules.in_force import fall_silent
from rules.personal import names_persons
from rules.standing import WHOLE
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.silence import Silence


class SilenceError(CampaignError):
    """This silence cannot begin or end."""


class PersonalReasonError(SilenceError):
    """The reason holds what identifies a person."""


class PassedDayError(SilenceError):
    """The last silent day is over."""


class NotSilentError(SilenceError):
    """There is no silence to end."""


class NobodyError(SilenceError):
    """No agency of that name is written to."""


@dataclass(frozen=True, slots=True)
class About:
    """What is silent: a whole campaign, one of its agencies, or one of its duties."""

    campaign: str
    agency: str = ""
    duty: str = WHOLE

    def __str__(self) -> str:
        """Return it as people name it on the command line."""
        return "/".join(filter(None, (self.campaign, self.agency, self.duty)))


def silence(
    desk: Desk, about: About, last: date, person: Person, now: datetime
) -> Silence:
    """Ask nothing until the end of the day `last`; the person's note is the reason.

    Answers to a person's own act still go. A silence about the same is replaced.
    """
    if names_persons(person.note):
        raise PersonalReasonError(
            "the reason names a person: give no papers, no birth years"
        )
    if last < now.astimezone(VN).date():
        raise PassedDayError(f"{last} has passed: give today or a later day")
    new = Silence(since=now, until=last_instant(last))
    with desk.ledger.write() as tx:
        row = _row(tx, about)
        _record(desk, tx, row, about, new, person, now)
    return new


def speak(desk: Desk, about: About, person: Person, now: datetime) -> None:
    """End a silence before its day; nothing that passed in it is made up for."""
    with desk.ledger.write() as tx:
        row = _row(tx, about)
        kept = _current(desk, tx, row, about)
        if kept is None or not kept.covers(now):
            raise NotSilentError(f"{about} is not silent now: there is nothing to end")
        _record(desk, tx, row, about, kept.ended(now), person, now)


def _row(tx: Transaction, about: About) -> CampaignRow:
    """Return the campaign, locked where a revision of its plan will follow."""
    return find(tx, about.campaign) if about.agency else lock(tx, about.campaign)


def _current(
    desk: Desk, tx: Transaction, row: CampaignRow, about: About
) -> Silence | None:
    if not about.agency:
        return desk.seasons.of(tx, row).in_force.silence
    docket = _docket(desk, tx, row, about)
    return stand(entries.of(tx, [docket.id])[docket.id]).silences.get(about.duty)


def _record(
    desk: Desk,
    tx: Transaction,
    row: CampaignRow,
    about: About,
    kept: Silence,
    person: Person,
    now: datetime,
) -> None:
    """Append the fact; the whole campaign's is a revision, so every docket hears."""
    docket = _docket(desk, tx, row, about)
    kind = EntryKind.SILENCED if kept.covers(now) else EntryKind.UNSILENCED
    fact = Entry(docket.n + 1, now, kind, about.duty, kept.until.isoformat())
    entries.append(tx, docket.id, [fact])
    people.put(tx, docket.id, {fact.n: person})
    dockets.advance(tx, docket.id, fact.n, now)
    if not about.agency:
        in_force = fall_silent(desk.seasons.of(tx, row).in_force, kept)
        bind(tx, row.id, in_force)


def _docket(desk: Desk, tx: Transaction, row: CampaignRow, about: About) -> DocketRow:
    """Return the locked docket that holds the fact; SilenceError where none does."""
    season = desk.seasons.of(tx, row)
    found = dockets.find(tx, row.id, about.agency or OFFICE)
    wrong = DocketKind.GROUP if about.agency else DocketKind.AGENCY
    if found is None or found.kind is wrong or found.agency == about.agency == OFFICE:
        raise NobodyError(f"{about.campaign}: no agency {about.agency} is written to")
    owed = season.assignments.get(about.agency, ())
    if about.duty and all(one.duty != about.duty for one in owed):
        known = (one.duty for one in owed)
        raise NotOwedError(about.agency, f"duty {about.duty}", known)
    return dockets.lock(tx, found.id)
