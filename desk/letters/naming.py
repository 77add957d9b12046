"""Names of messages and events: the same whenever they are made, never another's."""

import hashlib

from calendars.invitations import uid
from desk.letters.addressing import Directory
from desk.season import Season
from ledger.dockets import DocketRow


def host_of(season: Season, directory: Directory) -> str:
    """Return the name behind Message-IDs and UIDs: the mail domain of the office."""
    office = directory.agency(season.plan.office)
    return office.contact.address.rpartition("@")[2]


def message_id(row: DocketRow, key: str, host: str) -> str:
    """Return a letter's Message-ID; its docket's token keeps ledgers apart."""
    return f"<{_digest(f'{row.token} {key}', 32)}@{host}>"


def event_uid(season: Season, row: DocketRow, event: str, host: str) -> str:
    """Return an event's UID; its docket's token keeps ledgers apart."""
    campaign = f"{season.plan.id}-{_digest(row.token, 8)}"
    return uid(campaign, row.agency.lstrip("@"), event, host)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
