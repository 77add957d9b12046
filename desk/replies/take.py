"""Take one message: match it, check it, act on it and remember it, once."""

import logging
from datetime import datetime, timedelta

from desk.answer import reply_in
from desk.desk import Desk
from desk.letters.addressed import addressee
from desk.letters.undelivered import stop_ladder
from desk.replies.answered import answered, unverified
from desk.replies.heard import (
    Automatic,
    Content,
    Heard,
    Returned,
    Unreadable,
    Written,
)
from desk.replies.match import Sent, letter_named
from desk.replies.wording import kept, who
from ledger import departures, entries, replies
from ledger.errors import STORAGE, DuplicateKeyError
from ledger.transaction import Transaction
from schemas import words
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from schemas.reply import FOR_PEOPLE, Mark, Result, Taken, Words

A_DAY_AT_MOST = 20
"""Messages about one docket that are acted on within a day."""

_log = logging.getLogger(__name__)


def take(desk: Desk, heard: Heard, now: datetime, mark: Mark | None = None) -> Taken:
    """Do what follows from a message, in one transaction, and remember it with that.

    A message that was taken before changes nothing. `mark` is how far its mailbox is
    read then. Nothing a message holds raises; faults of the ledger do.
    """
    try:
        return _take(desk, heard, now, mark)
    except STORAGE:
        raise
    except DuplicateKeyError:  # another process took it in the same moment
        return Taken(Result.KNOWN, "taken before")
    except Exception:  # noqa: BLE001 - whatever it holds, it stops itself only
        _log.exception("message %s cannot be acted on", heard.digest)
        with desk.ledger.write() as tx:
            return _remember(tx, heard, _STUCK, now, mark)


_STUCK = Taken(Result.UNVERIFIED, "cannot be acted on: see the log")


def _take(desk: Desk, heard: Heard, now: datetime, mark: Mark | None) -> Taken:
    with desk.ledger.write() as tx:
        if replies.known(tx, heard.digest):
            if mark is not None:
                replies.put_mark(tx, mark)
            return Taken(Result.KNOWN, "taken before")
        return _remember(tx, heard, _act(desk, tx, heard, now), now, mark)


def _remember(
    tx: Transaction, heard: Heard, taken: Taken, now: datetime, mark: Mark | None
) -> Taken:
    said = None
    if taken.result in FOR_PEOPLE:
        note = kept(_text(heard.content))
        said = Words(heard.sender, heard.name, kept(heard.subject), note)
    replies.add(tx, heard.digest, now, taken, said)
    if mark is not None:
        replies.put_mark(tx, mark)
    return taken


def _text(what: Content) -> str:
    if isinstance(what, Written):
        return what.text
    if isinstance(what, (Automatic, Returned, Unreadable)):
        return ""
    return what.comment


def _act(desk: Desk, tx: Transaction, heard: Heard, now: datetime) -> Taken:
    match heard.content:
        case Automatic(sign):
            return Taken(Result.IGNORED, f"automatic: {sign}")
        case Unreadable(why):
            return unverified(why)
        case Returned() as back:
            return _returned(desk, tx, back, now)
        case Written(letters, text):
            return _written(desk, tx, heard, letters, text, now)
        case reply:
            return answered(desk, tx, reply, now)


def _returned(desk: Desk, tx: Transaction, back: Returned, now: datetime) -> Taken:
    """Stop an agency's ladder for a letter that its mailbox refused for good."""
    if not back.failed:
        return Taken(Result.IGNORED, "no failure for good")
    sent = letter_named(desk, tx, back.letters)
    if sent is None:
        return unverified("no letter of ours came back")
    to, row = addressee(tx, sent.letter), sent.row
    if to not in back.failed:
        return unverified("a copy came back, or another's letter", row)
    departures.fail(tx, row.id, sent.letter.n)
    if row.kind is not DocketKind.AGENCY:
        return unverified("a letter to somebody above the agencies came back", row)
    if _known(tx, sent):
        return Taken(Result.KNOWN, "this letter is known to have come back", row.id)
    stop_ladder(tx, sent.letter, now)
    return Taken(Result.UNDELIVERED, f"letter {sent.letter.n} came back", row.id)


def _known(tx: Transaction, sent: Sent) -> bool:
    facts, number = entries.of(tx, [sent.row.id])[sent.row.id], str(sent.letter.n)
    kinds = (EntryKind.UNDELIVERED, EntryKind.UNDELEGATED)
    return any(fact.kind in kinds and fact.step == number for fact in facts)


def _written(
    desk: Desk,
    tx: Transaction,
    heard: Heard,
    letters: tuple[str, ...],
    text: str,
    now: datetime,
) -> Taken:
    """Leave an item for the office; who writes too much is only listed."""
    sent = letter_named(desk, tx, letters)
    if sent is None:
        return unverified("answers no letter of ours")
    row = sent.row
    if row.kind is not DocketKind.AGENCY:
        return Taken(Result.WRITTEN, "answers a letter above the agencies", row.id)
    if replies.count_since(tx, row.id, now - timedelta(days=1)) >= A_DAY_AT_MOST:
        return unverified(f"more than {A_DAY_AT_MOST} messages within a day", row)
    person = who(heard.name or heard.sender, words.BY_MAIL, text)
    reply_in(tx, row.id, Result.WRITTEN, person, now)
    return Taken(Result.WRITTEN, f"answers letter {sent.letter.n}", row.id)
