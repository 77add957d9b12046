"""Read the office's mailbox."""

from datetime import datetime

from prefect import task
from prefect.cache_policies import NO_CACHE

from desk.desk import Desk
from desk.replies.reading import Read, read_inbox
from schemas import words
from schemas.imap import ImapServer


@task(name=words.TASKS["inbox"], cache_policy=NO_CACHE, persist_result=False)
def read_mailbox(desk: Desk, server: ImapServer, now: datetime) -> list[Read]:
    """Take what came since the mailbox was read last; return what came of each."""
    return read_inbox(desk, server, now)
