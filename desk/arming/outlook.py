"""What arming a campaign would mean, and a digest of all that it depends on."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from desk.arming.gate import MailStanding, mail_standing
from desk.desk import Desk
from desk.letters.compose import compose
from desk.letters.material import Reader
from desk.start import find
from desk.templates import HOME
from ledger import campaigns, departures, dockets, letters
from ledger.campaigns import CampaignRow
from ledger.errors import STORAGE
from ledger.transaction import Transaction
from rules.arming import FIRST
from schemas.agency import Agency, Recipient, Superior
from schemas.errors import CampaignError
from schemas.letter import Letter, LetterKind, LetterState
from schemas.outlet import Outlet

_DIGITS = 16


class Next(NamedTuple):
    """A letter that would leave first; `subject` says why where it is not composed."""

    agency: str
    to: str
    kind: LetterKind
    subject: str


class Outlook(NamedTuple):
    """What arming means: where to, what waits, who is outside of the domains.

    `outside` are ids of the roster; `in_mailbox` counts the letters that the embedded
    mailbox has taken before, which nobody else gets any more. `preview` is a digest.
    """

    standing: MailStanding
    outlet: Outlet
    preview: str
    waiting: int
    first: tuple[Next, ...]
    outside: tuple[str, ...]
    in_mailbox: int


def outlook(desk: Desk, campaign: str, now: datetime) -> Outlook:
    """Return what arming a campaign, or its next stage, would mean at `now`."""
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        queued = [
            letter
            for letter in letters.of_campaign(tx, row.id)
            if letter.state is LetterState.QUEUED
        ]
        return Outlook(
            standing=mail_standing(desk, tx, row.id, now),
            outlet=desk.outlet,
            preview=preview(desk, tx, row),
            waiting=len(queued),
            first=tuple(islice(_first(desk, tx, queued, now), FIRST)),
            outside=tuple(_outside(tx, row.id, desk.outlet)),
            in_mailbox=departures.out(tx, row.id, 0).letters,
        )


def preview(desk: Desk, tx: Transaction, row: CampaignRow) -> str:
    """Return the digest of what letters depend on: plan, roster, wording, outlet."""
    digest = sha256()
    bodies = campaigns.agency_bodies(tx, row.id)
    parts = (
        row.name,
        f"{row.revision}",
        campaigns.plan_body(tx, row.id, row.revision),
        *(text for pair in sorted(bodies.items()) for text in pair),
        desk.outlet.digest,
        desk.links.address,
        _wording(),
    )
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()[:_DIGITS]


@cache
def _wording() -> str:
    """Return the digest of the templates of letters; a process reads them once."""
    digest = sha256()
    for folder in ("letters", "invitations"):
        for file in sorted((HOME / folder).rglob("*")):
            if file.is_file():
                digest.update(str(file.relative_to(HOME)).encode() + b"\0")
                digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def _first(
    desk: Desk, tx: Transaction, queued: list[Letter], now: datetime
) -> Iterator[Next]:
    reader = Reader(desk, tx, now, queued)
    for letter in queued:
        try:
            composed = compose(reader, letter)
        except STORAGE:
            raise
        except CampaignError as error:
            agency = dockets.get(tx, letter.docket).agency
            yield Next(agency, "", letter.kind, str(error))
            continue
        if composed is not None:
            yield Next(composed.agency, composed.to, letter.kind, composed.subject)


def _outside(tx: Transaction, campaign: int, outlet: Outlet) -> Iterator[str]:
    """Yield who of the roster has an address that may not be written to."""
    for key, body in campaigns.agency_bodies(tx, campaign).items():
        if not all(map(outlet.reaches, _addresses(key, body))):
            yield key


def _addresses(key: str, body: str) -> list[str]:
    if key.startswith("superior:"):
        return [Superior.model_validate_json(body).address]
    if key.startswith("recipient:"):
        return [Recipient.model_validate_json(body).address]
    agency = Agency.model_validate_json(body)
    every = (agency.contact, agency.head, agency.stand_in, *agency.others)
    return [one.address for one in every if one is not None]
