"""Read the office's mailbox: what agencies answer in their calendars and by mail."""

import logging
from collections import Counter
from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.replies.mailbox import MailboxError
from desk.replies.reading import Read
from flows.here import here
from schemas import words
from schemas.base import VN
from schemas.imap import ImapServerError
from settings import SettingsError
from tasks.inbox import read_mailbox

HOURS = ("35-59/10 7 * * 1-6", "5-59/10 8-16 * * 1-6")
"""Between two heartbeats, so that the next one answers what was read."""

_log = logging.getLogger(__name__)


def _named() -> str:
    return f"{words.FLOWS['inbox']} {here().now().astimezone(VN):%d/%m %H:%M}"


@flow(name=words.FLOWS["inbox"], flow_run_name=_named, persist_result=False)
async def inbox() -> State[Any]:
    """Read what came; failed, in words, where the mailbox cannot be read."""
    at = here()
    if at.rehearsed() is not None:
        return Completed(name=words.DONE, message=words.REHEARSAL)
    try:
        server = at.settings.inbox()
        if server is None:
            return Completed(name=words.DONE, message=words.INBOX_UNSET)
        read = read_mailbox(at.desk, server, datetime.now(VN))
    except (MailboxError, ImapServerError, SettingsError) as error:
        _log.warning("%s", error)
        return Failed(message=words.INBOX_STUCK)
    return Completed(name=words.DONE, message=said(read))


def said(read: list[Read]) -> str:
    """Return how many messages came to what, in words."""
    if not read:
        return words.INBOX_EMPTY
    counted = Counter(one.taken.result for one in read)
    parts = (f"{n} {words.RESULTS[result]}" for result, n in counted.most_common())
    return words.INBOX_READ.format(total=len(read), parts="; ".join(parts))
