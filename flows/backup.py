"""Back the ledger up twice a working day, and on no day never."""

import logging
from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.here import here
from schemas import words
from schemas.base import VN
from schemas.errors import CampaignError
from tasks.backups import write_backup

_log = logging.getLogger(__name__)

HOURS = ("10 12 * * *", "10 18 * * *")
"""At noon and in the evening, on every day: between the beats of the working hours."""


def _named() -> str:
    return f"{words.FLOWS['backup']} {here().now().astimezone(VN):%d/%m %H:%M}"


@flow(name=words.FLOWS["backup"], flow_run_name=_named, persist_result=False)
async def backup() -> State[Any]:
    """Back the ledger up; failed, in words, where it cannot be or breaks a promise."""
    at = here()
    if at.rehearsed() is not None:
        return Completed(name=words.DONE, message=words.REHEARSAL)
    settings = at.settings
    folder, kept = settings.backup_folder, settings.backups_kept
    try:
        done = write_backup(settings.ledger, folder, kept, datetime.now(VN))
    except CampaignError as error:
        _log.warning("%s", error)
        return Failed(message=words.NOT_BACKED_UP.format(folder=folder))
    if done.broken:
        count = sum(map(len, done.broken.values()))
        return Failed(message=words.BACKED_UP_BROKEN.format(count=count))
    return Completed(
        name=words.DONE, message=words.BACKED_UP.format(file=done.file.name)
    )
