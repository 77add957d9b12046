"""A fact of the ledger: numbered per docket, ordered by number, never by time."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class EntryKind(StrEnum):
    """What can be a fact. Those of the office's docket stand last."""

    SEEN = "seen"
    CONFIRMED = "confirmed"
    PROGRESSED = "progressed"
    FULFILLED = "fulfilled"
    NOTHING = "nothing"
    DECLINED = "declined"
    DELEGATED = "delegated"
    ATTENDING = "attending"
    UNDONE = "undone"
    LINK_ASKED = "link-asked"
    TIME_ASKED = "time-asked"
    EXTENDED = "extended"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WAIVED = "waived"
    UNWAIVED = "unwaived"
    PERFORMED = "performed"
    SKIPPED = "skipped"
    UNDELIVERED = "undelivered"
    UNDELEGATED = "undelegated"
    CORRECTED = "corrected"
    SILENCED = "silenced"
    UNSILENCED = "unsilenced"
    UNTOLD = "untold"
    UNSAID = "unsaid"
    REPLIED = "replied"
    READ = "read"
    FEED_REVOKED = "feed-revoked"
    HANDED_OVER = "handed-over"
    TAKEN_BACK = "taken-back"
    ANNOUNCED = "announced"
    URGED = "urged"
    HASTENED = "hastened"
    SHELVED = "shelved"
    REPORTED = "reported"
    SENT_BACK = "sent-back"
    TAKEN_IN = "taken-in"
    SIGNED_COPY = "signed-copy"

    STARTED = "started"
    ISSUED = "issued"
    CONVENED = "convened"
    AMENDED = "amended"
    TAKEN_OVER = "taken-over"
    HELD = "held"
    RECEIVED = "received"
    OPENED = "opened"
    CLOSED = "closed"
    RAISED = "raised"
    CLEARED = "cleared"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    CONSOLIDATED = "consolidated"
    ARMED = "armed"
    STAGED = "staged"
    WITHHELD = "withheld"
    LET_OUT = "let-out"
    STOPPED = "stopped"
    RESTORED = "restored"
    RECONCILED = "reconciled"


class Entry(NamedTuple):
    """One fact. Rules read these columns; what people read lies in a body beside it.

    `act` joins the facts of one person's act (a receipt answers an act); `key` is
    unique within the docket and makes appending twice harmless. More time is asked for
    and given until the day in `step` (ISO 8601); what was announced, `act` names and
    `step` says as which kind of letter. Where a calendar event is meant (untold: its
    message of SEQUENCE `step` never left), `duty` names the event; `step` is the key of
    what was dropped from a letter before it left (unsaid). A signed urging letter is an
    act with a fact for each of its duties, `step` the day on it (urged); one set aside
    likewise (shelved). A step sent before its day is named by `step`, its key within
    `key` (hastened). A report's version is in `step` (reported; sent back, taken in,
    its signed copy), and that of a consolidated report (consolidated). An amended plan
    is named there by its revision and the number of its document (amended), an agency
    that has ended beside who takes over from it (taken over). Figures are
    locked and unlocked for the agency in `duty`, for all where it is empty. What is
    another agency's (a handover, all in the office's docket) reads `<agency>/<duty>`.
    Real mail goes out as far as the stage in `step` (armed, staged) after the preview
    in `act`; `duty` is the digest of where to. What a ledger lost to a restore was
    recorded after the moment in `step` (restored).
    """

    n: int
    at: datetime
    kind: EntryKind
    duty: str = ""
    step: str = ""
    act: str = ""
    key: str | None = None


class Person(NamedTuple):
    """Who acted: personal data, kept beside the ledger and purged after the season.

    `concerns` is whom a declined duty concerns instead, in the agency's words.
    """

    name: str
    post: str
    note: str = ""
    concerns: str = ""
