"""A letter as data: who is written to, what about, and how its sending went."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class LetterKind(StrEnum):
    """Each kind has its folder of templates."""

    ASSIGN = "assign"
    REMIND = "remind"
    RECEIVE = "receive"
    UPDATE = "update"
    CHANGE = "change"
    ESCALATE = "escalate"
    INVITE = "invite"
    LAUNCH = "launch"
    DIGEST = "digest"
    COPY = "copy"
    MORNING = "morning"
    WEEKLY = "weekly"
    RECEIPT = "receipt"
    LINK = "link"
    DECISION = "decision"
    RULING = "ruling"
    WAIVER = "waiver"
    SENT_BACK = "sent-back"
    DELEGATION = "delegation"
    ANNOUNCE = "announce"
    URGENT = "urgent"


class LetterClass(StrEnum):
    """A notice: one per recipient and working day. An answer: one per person's act.

    An urgent one: ordered by a named person, beside the day's notice.
    """

    NOTICE = "notice"
    ANSWER = "answer"
    URGENT = "urgent"


class LetterState(StrEnum):
    """How far a letter is; `dropped` and `stale` were never sent, and say so."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    DROPPED = "dropped"
    STALE = "stale"


class Trouble(NamedTuple):
    """An agency's letters that have not arrived for one reason, its `outcome`.

    What is queued here was tried, or put back since another one could not be sent.
    """

    agency: str
    state: LetterState
    outcome: str
    letters: int


class Item(NamedTuple):
    """One thing a letter speaks of; `kind` groups items, `agency` only in digests.

    The `step` of a change reads `<before>/<after>`: a last day, or `withdrawn`.
    """

    key: str
    kind: LetterKind
    duty: str = ""
    step: str = ""
    agency: str = ""


class Method(StrEnum):
    """RFC 5546."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Invitation(NamedTuple):
    """One event in one message (RFC 5546): clients take only the first of several.

    `event` names it within its docket (`day:2024-06-30`, `launch`, `call:...`); `day`
    is the day shown, `starts` its hour where it has one; `overdue` marks an event moved
    behind its last day; `duties` are those that a day's event lists, as decided.
    """

    event: str
    method: Method
    sequence: int
    day: date
    starts: datetime | None = None
    overdue: bool = False
    duties: tuple[str, ...] = ()


class Letter(NamedTuple):
    """A letter in the ledger, numbered by the first fact that queued it.

    `to` and `copy_to` are references (`contact`, `registered`, `head`,
    `superior:<id>`, `recipient:<id>`, `delegate:<n>`), resolved to addresses when it is
    composed. `due` is None once nothing more happens to it.
    """

    docket: int
    n: int
    key: str
    kind: LetterKind
    letter_class: LetterClass
    to: str
    copy_to: tuple[str, ...]
    items: tuple[Item, ...]
    invitation: Invitation | None
    queued: datetime
    not_after: datetime | None
    due: datetime | None
    state: LetterState = LetterState.QUEUED
    fence: int = 0
    attempts: int = 0
    outcome: str = ""
