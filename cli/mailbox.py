"""The embedded mailbox without a mail server: a rehearsal puts its letters into it."""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from desk.letters.deliver import Post
from desk.mail.outcome import Outcome, Verdict
from postbox.store import Envelope, Store


@contextmanager
def straight_into(folder: Path) -> Generator[Post]:
    """Put letters straight into the mailbox: no mail server is spoken to."""
    with closing(Store(folder, hasty=True)) as store:

        def post(sender: str, recipients: Sequence[str], message: bytes) -> Outcome:
            try:
                store.add(message, Envelope(sender, tuple(recipients)))
            except sqlite3.Error as error:
                return Outcome(Verdict.NOT_SENT, str(error))
            return Outcome(Verdict.SENT)

        yield post
