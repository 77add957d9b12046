"""Read the office's mailbox: every message once, in the order in which they came."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import NamedTuple

from desk.desk import Desk
from desk.replies.heard import Heard, Unreadable
from desk.replies.mailbox import Inbox, NotGivenError, open_inbox
from desk.replies.take import take
from desk.replies.understand import understand
from ledger import letters, replies
from schemas.imap import ImapServer
from schemas.reply import Mark, Result, Taken

AT_ONCE = 200
"""Messages of one reading; those beyond wait for the next."""

_FOR_NOBODY = (
    Result.CONFIRMED,
    Result.ATTENDING,
    Result.SEEN,
    Result.UNDELIVERED,
    Result.IGNORED,
)
"""What nobody has to read any more is marked as seen; all else stays as it is."""


class Read(NamedTuple):
    """One message as it was heard, and what came of it."""

    heard: Heard
    taken: Taken


Opening = Callable[[ImapServer], AbstractContextManager[Inbox]]


def read_inbox(
    desk: Desk, server: ImapServer, now: datetime, opening: Opening = open_inbox
) -> list[Read]:
    """Take what came since the mailbox was read last; return what came of each.

    A message's facts and how far the mailbox was read are one transaction, so reading
    again changes nothing, wherever the reading before broke off. Nothing is read
    before a first letter has gone out. Raises MailboxError.
    """
    with desk.ledger.read() as tx:
        first, mark = letters.first_queued(tx), replies.mark(tx, server.name)
    if first is None:
        return []
    with opening(server) as inbox:
        since = (first - timedelta(days=1)).date()
        return list(_take_all(desk, inbox, server.name, mark, since, now))


def _take_all(
    desk: Desk,
    inbox: Inbox,
    name: str,
    mark: Mark | None,
    since: date,
    now: datetime,
) -> Iterator[Read]:
    # Another UIDVALIDITY: all UIDs are new, and what was taken is known by its digest.
    known = mark is not None and mark.validity == inbox.validity
    last = mark.uid if mark is not None and known else 0
    for uid in inbox.after(last, since)[:AT_ONCE]:
        mark = Mark(name, inbox.validity, uid)
        heard = _heard(inbox, mark)
        if heard is None:
            continue
        taken = take(desk, heard, now, mark)
        if taken.result in _FOR_NOBODY:
            inbox.mark_seen(uid)
        yield Read(heard, taken)


def _heard(inbox: Inbox, mark: Mark) -> Heard | None:
    """Return what one message is, None where it is gone.

    One that the server refuses is known by its place alone: people read it there.
    """
    try:
        mail = inbox.fetch(mark.uid)
    except NotGivenError as error:
        place = "\0".join(map(str, mark))
        digest = hashlib.sha256(place.encode()).hexdigest()
        return Heard(digest, "", "", "", Unreadable(str(error)))
    return understand(mail.raw, mail.size) if mail else None
