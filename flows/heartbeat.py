"""The heartbeat: look, decide, queue, deliver; short, and safe to repeat."""

import logging
from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.beating import beat_once
from flows.faults import in_words
from flows.here import here
from flows.sharing import beat_shared
from ledger.errors import STORAGE
from schemas import words
from schemas.base import VN

log = logging.getLogger("campaign.heartbeat")

CRONS = ("30-59/10 7 * * 1-6", "*/10 8-16 * * 1-6", "0 17 * * 1-6")
"""Every ten minutes of the working hours, on Saturdays too since some are worked; what
may be written when is decided."""


def _named() -> str:
    try:
        now = here().now()
    except STORAGE:  # the run itself says so
        now = datetime.now(VN)
    return f"{words.FLOWS['heartbeat']} {now.astimezone(VN):%d/%m %H:%M}"


@flow(name=words.FLOWS["heartbeat"], flow_run_name=_named, persist_result=False)
async def heartbeat() -> State[None]:
    """Do what is due now; a rehearsal is only shown, its clock is not ours to move."""
    return await beaten()


async def beaten() -> State[Any]:
    """Beat once; failed, in words, where the ledger cannot be read or written.

    All of its pages are looked at first: a damaged ledger sends nothing.
    """
    try:
        at = here()
        if at.rehearsed() is not None:
            return Completed(name=words.DONE, message=words.REHEARSAL)
        at.desk.ledger.check()
        now, pool = datetime.now(VN), at.settings.pool
        return await (beat_shared(at, pool, now) if pool else beat_once(at, now))
    except STORAGE as error:
        log.exception("the ledger failed the heartbeat")
        return Failed(message=in_words(error))
