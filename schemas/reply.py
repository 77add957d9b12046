"""A message of the office's mailbox as it is remembered: what came of it."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Result(StrEnum):
    """What came of a message. Those above `known` have changed the ledger's facts."""

    CONFIRMED = "confirmed"
    ATTENDING = "attending"
    SEEN = "seen"
    DECLINED = "declined"
    WRITTEN = "written"
    UNDELIVERED = "undelivered"
    KNOWN = "known"
    IGNORED = "ignored"
    UNVERIFIED = "unverified"


FOR_PEOPLE = (Result.DECLINED, Result.WRITTEN, Result.UNVERIFIED)
"""Results whose words are kept, for somebody of the office to read."""


class Taken(NamedTuple):
    """What came of one message, and why, in English; `docket` is where it belongs."""

    result: Result
    reason: str = ""
    docket: int | None = None
    event: str = ""
    stamp: datetime | None = None


class Words(NamedTuple):
    """Who wrote what: personal data, kept beside what came of it."""

    sender: str
    name: str
    subject: str
    text: str


class Kept(NamedTuple):
    """A message that waits for somebody to read it."""

    at: datetime
    taken: Taken
    words: Words


class Mark(NamedTuple):
    """How far a mailbox was read: UIDVALIDITY and last UID (RFC 3501, 2.3.1)."""

    mailbox: str
    validity: int
    uid: int
