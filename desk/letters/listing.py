"""The letters of a season as a list people and programs can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import NamedTuple

from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.letters.naming import Names, names_of
from desk.start import find
from ledger import departures, dockets, letters
from ledger.dockets import DocketRow
from schemas.letter import Letter, LetterClass, LetterKind, LetterState, Method

_HEADERS = BytesHeaderParser()


class Told(NamedTuple):
    """An invitation a letter carried."""

    uid: str
    method: Method
    sequence: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One letter: when, to whom, about what, with which invitation.

    `at` is when it was decided, `left` when it was let out last, None where it was not.
    """

    at: datetime
    left: datetime | None
    agency: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    kind: LetterKind
    letter_class: LetterClass
    state: LetterState
    subject: str
    items: tuple[str, ...]
    invitations: tuple[Told, ...]


def listed(desk: Desk, campaign: str) -> list[Listed]:
    """Return a campaign's composed letters in the order they were queued."""
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        season = desk.seasons.of(tx, row)
        names = names_of(desk, tx, season, Directory(tx, row.id))
        rows = {one.id: one for one in dockets.of(tx, row.id)}
        made = letters.messages(tx, row.id)
        left = departures.moments(tx, row.id)
        return [
            _listed(one, rows[one.docket], message, _uid(names, rows, one), left)
            for one in letters.of_campaign(tx, row.id)
            if (message := made.get((one.docket, one.n))) is not None
        ]


def _uid(names: Names, rows: dict[int, DocketRow], letter: Letter) -> str:
    invited = letter.invitation
    agency = rows[letter.docket].agency
    return names.event_uid(agency, invited.event) if invited else ""


def _listed(
    letter: Letter,
    row: DocketRow,
    message: bytes,
    uid: str,
    left: Mapping[tuple[int, int], datetime],
) -> Listed:
    headers = _headers(message)
    invited = letter.invitation
    return Listed(
        at=letter.queued,
        left=left.get((letter.docket, letter.n)),
        agency=row.agency,
        to=_addresses(headers, "To"),
        cc=_addresses(headers, "Cc"),
        kind=letter.kind,
        letter_class=letter.letter_class,
        state=letter.state,
        subject=str(make_header(decode_header(headers["Subject"]))),
        items=tuple(item.key for item in letter.items),
        invitations=(Told(uid, invited.method, invited.sequence),) if invited else (),
    )


def addresses(message: bytes) -> tuple[str, ...]:
    """Return to whom a message goes, and who has a copy of it."""
    headers = _headers(message)
    return (*_addresses(headers, "To"), *_addresses(headers, "Cc"))


def _headers(message: bytes) -> Message:
    head, _, _ = message.partition(b"\r\n\r\n")
    return _HEADERS.parsebytes(head)


def _addresses(headers: Message, field: str) -> tuple[str, ...]:
    return tuple(address for _, address in getaddresses(headers.get_all(field, [])))
