"""A campaign whose first letters have gone out, and mail that comes back to it."""

import email
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message
from typing import Any

from calendars.reading import read_invitation
from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.replies.take import take
from desk.replies.understand import understand
from ledger import entries, letters, people, replies
from schemas.base import VN
from schemas.entry import Entry, Person
from schemas.reply import FOR_PEOPLE, Kept, Taken
from tests.desk.desks import ISSUED, Post, docket, issued
from tests.desk.replies.mails import mail

AGENCY = "so-y-te"
NOW = datetime(2024, 5, 7, 9, 30, tzinfo=VN)
STAMP = datetime(2024, 5, 7, 9, 15, tzinfo=VN)


@dataclass(frozen=True)
class Letter:
    """A letter as its reader has it: what an answer to it repeats."""

    n: int
    message_id: str
    to: str
    uid: str = ""
    sequence: int = 0


def begun(where: str = ":memory:") -> Desk:
    desk = issued(where)
    deliver(desk, ISSUED)
    return desk


def deliver(desk: Desk, now: datetime) -> Post:
    post = Post()
    beat(desk, now)
    while ready := claim(desk, now):
        for one in ready:
            send(desk, post, one, now)
    return post


def letters_to(desk: Desk, agency: str = AGENCY) -> list[Letter]:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        sent = letters.of_docket(tx, row.id)
        kept = [(one, letters.message(tx, row.id, one.n)) for one in sent]
    return [_letter(one.n, email.message_from_bytes(raw)) for one, raw in kept if raw]


def _letter(n: int, message: Message) -> Letter:
    to = str(message["To"]).rpartition("<")[2].strip(" >\n")
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            data: Any = part.get_payload(decode=True)
            told = read_invitation(data)
            return Letter(n, message["Message-ID"], to, told.uid, told.sequence)
    return Letter(n, message["Message-ID"], to)


def answer_to(letter: Letter, client: str = "outlook-reply", **given: str) -> bytes:
    told = {"UID": letter.uid, "SEQ": str(letter.sequence), "WHO": letter.to}
    return mail(client, **told | given)


def about(letter: Letter, name: str, **given: str) -> bytes:
    told = {"ORIGINAL": letter.message_id, "TO": letter.to, "WHO": letter.to}
    return mail(name, **told | given)


def at(raw: bytes, moment: datetime) -> bytes:
    """Return the same answer, given at another moment; only where it is not encoded."""
    stamp = f"{moment - timedelta(hours=7):%Y%m%dT%H%M%SZ}".encode()
    assert b"DTSTAMP:20240507T021500Z" in raw
    return raw.replace(b"DTSTAMP:20240507T021500Z", b"DTSTAMP:" + stamp)


def hear(desk: Desk, raw: bytes, now: datetime = NOW) -> Taken:
    return take(desk, understand(raw), now)


def facts(desk: Desk, agency: str = AGENCY) -> list[Entry]:
    """Return what was said, without what the system itself has done."""
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        every = entries.of(tx, [row.id])[row.id]
    return [fact for fact in every if fact.kind not in ("performed", "skipped")]


def persons(desk: Desk, agency: str = AGENCY) -> list[Person]:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        return list(people.of(tx, row.id).values())


def listed(desk: Desk) -> list[Kept]:
    with desk.ledger.read() as tx:
        return replies.kept(tx, FOR_PEOPLE, 100)
