"""Lock the figures of a campaign or of an agency, and unlock them with a reason."""

from dataclasses import dataclass
from datetime import datetime

from desk.answer import NothingToSayError, append, check_words, of_act
from desk.desk import Desk
from desk.reports.submit import NoReasonError, reporter_of
from desk.season import bind
from desk.start import OFFICE, UnknownCampaignError, lock
from ledger import dockets, entries
from ledger.campaigns import CampaignRow
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.in_force import with_locks
from rules.reports.locks import EVERYONE, changes, locks
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError


class NoReporterError(CampaignError):
    """No agency of that name is in the campaign."""


@dataclass(frozen=True, slots=True)
class Locking:
    """Whether figures are locked from now on: an agency's, or all where it is empty.

    `person` is who decided, its note the reason, which an unlocking needs; `act`
    identifies it, so twice is once.
    """

    campaign: str
    agency: str
    locked: bool
    person: Person
    act: str


def lock_figures(desk: Desk, given: Locking, now: datetime) -> None:
    """Record that figures are locked, or unlocked, as a revision: all dockets hear.

    Submissions under way are waited for: each is a version before the lock, or is
    refused. Raises UnknownCampaignError, NotIssuedError, NoReporterError, NotOwedError,
    NoReasonError, NothingToSayError, PersonalReasonError.
    """
    check_words(given.person)
    if not given.locked and not given.person.note.strip():
        raise NoReasonError("say why the figures are unlocked")
    with desk.ledger.write() as tx:
        campaign = lock(tx, given.campaign)
        season = desk.seasons.of(tx, campaign)
        if given.agency != EVERYONE:
            _check(desk, tx, campaign, given.agency)
        office = _office(tx, campaign)
        kinds = (EntryKind.LOCKED, EntryKind.UNLOCKED)
        facts = entries.of_kinds(tx, office.id, kinds)
        if of_act(facts, given.act):
            return
        if not changes(facts, given.agency, locked=given.locked):
            state = "locked" if given.locked else "unlocked"
            about = given.agency or "all agencies"
            raise NothingToSayError(f"{about}: the figures are {state} already")
        kind = EntryKind.LOCKED if given.locked else EntryKind.UNLOCKED
        new = Entry(office.n + 1, now, kind, given.agency, "", given.act)
        append(tx, office, [new], given.person, now)
        bind(tx, campaign.id, with_locks(season.in_force, locks((*facts, new))))


def _check(desk: Desk, tx: Transaction, campaign: CampaignRow, agency: str) -> None:
    """Raise what keeps an agency from having figures to lock."""
    row = dockets.find(tx, campaign.id, agency)
    if row is None or row.kind is not DocketKind.AGENCY:
        raise NoReporterError(f"campaign {campaign.name}: no agency {agency}")
    reporter_of(desk, tx, row)


def _office(tx: Transaction, campaign: CampaignRow) -> DocketRow:
    """Return the locked docket that holds what concerns the whole campaign."""
    row = dockets.find(tx, campaign.id, OFFICE)
    if row is None:
        raise UnknownCampaignError(f"campaign {campaign.name} has no docket of its own")
    return dockets.lock(tx, row.id)
