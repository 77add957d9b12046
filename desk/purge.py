"""Forget the persons of a campaign that is over; its facts stay."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from desk.desk import Desk
from desk.season import DRAFT
from desk.start import draft, find
from ledger import campaigns, letters, people
from ledger.transaction import Transaction
from rules.retention import (
    may_purge_from,
    recipient_without_address,
    superior_without_person,
    without_persons,
)
from schemas.agency import Agency, Recipient, Superior
from schemas.base import VN
from schemas.errors import CampaignError
from schemas.letter import LetterState


class TooEarlyError(CampaignError):
    """The campaign is not over for long enough; the text says from when it is."""


class LettersWaitError(CampaignError):
    """Letters of the campaign have still to leave."""


class Purging(NamedTuple):
    """What a purge forgets: how much of each kind, and from which day it may."""

    since: date
    found: Mapping[str, int]


def look(desk: Desk, campaign: str, days: int) -> Purging:
    """Return what a purge would forget; nothing changes."""
    with desk.ledger.read() as tx:
        return _look(desk, tx, campaign, days)


def purge(desk: Desk, campaign: str, days: int, now: datetime) -> Purging:
    """Forget names, addresses, numbers, free words and files; return what was there.

    Facts, figures and reports stay, as do agencies and posts. Raises TooEarlyError
    until `days` after the campaign's close, LettersWaitError while a letter waits.
    """
    with desk.ledger.write() as tx:
        seen = _look(desk, tx, campaign, days)
        if now.astimezone(VN).date() < seen.since:
            raise TooEarlyError(
                f"{campaign}: its persons are kept until {seen.since:%d/%m/%Y}, "
                f"{days} days after its close (CAMPAIGN_RETENTION_DAYS)"
            )
        row = find(tx, campaign)
        waiting = letters.counts(tx, row.id)
        wait = sum(waiting.get(s, 0) for s in (LetterState.QUEUED, LetterState.CLAIMED))
        if wait:
            raise LettersWaitError(
                f"{campaign}: {wait} letters wait to leave; look with "
                f"`campaign letters {campaign}`"
            )
        people.purge(tx, row.id)
        campaigns.put_agencies(tx, row.id, _blanked(tx, row.id))
        return seen


def _look(desk: Desk, tx: Transaction, campaign: str, days: int) -> Purging:
    row = find(tx, campaign)
    plan = draft(tx, row.id) if row.revision == DRAFT else desk.seasons.of(tx, row).plan
    found = people.count(tx, row.id)
    if blanked := len(_blanked(tx, row.id)):
        found = {"agencies": blanked} | found
    return Purging(may_purge_from(plan.close, days), found)


def _blanked(tx: Transaction, campaign: int) -> dict[str, str]:
    """Return what is left of whom the roster tells more of than name and post."""
    bodies = campaigns.agency_bodies(tx, campaign)
    left = {key: _left(key, body) for key, body in bodies.items()}
    return {key: body for key, body in left.items() if body != bodies[key]}


def _left(key: str, body: str) -> str:
    match key.partition(":"):
        case ("superior", ":", _):
            one = superior_without_person(Superior.model_validate_json(body))
        case ("recipient", ":", _):
            one = recipient_without_address(Recipient.model_validate_json(body))
        case _:
            one = without_persons(Agency.model_validate_json(body))
    return one.model_dump_json()
