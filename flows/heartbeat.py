"""The heartbeat: look, decide, queue, deliver; short, and safe to repeat."""

from datetime import datetime

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.beating import beat_once
from flows.here import here
from schemas import words
from schemas.base import VN

CRONS = ("30-59/10 7 * * 1-6", "*/10 8-16 * * 1-6", "0 17 * * 1-6")
"""Every ten minutes of the working hours, on Saturdays too since some are worked; what
may be written when is decided."""


def _named() -> str:
    return f"{words.FLOWS['heartbeat']} {here().now().astimezone(VN):%d/%m %H:%M}"


@flow(name=words.FLOWS["heartbeat"], flow_run_name=_named, persist_result=False)
async def heartbeat() -> State[None]:
    """Do what is due now; a rehearsal is only shown, its clock is not ours to move."""
    at = here()
    if at.rehearsed() is not None:
        return Completed(name=words.DONE, message=words.REHEARSAL)
    return await beat_once(at, datetime.now(VN))
