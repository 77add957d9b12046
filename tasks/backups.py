"""Back the ledger up."""

from datetime import datetime
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from desk.backups import Backup, back_up
from schemas import words


@task(name=words.TASKS["backup"], cache_policy=NO_CACHE, persist_result=False)
def write_backup(where: str, folder: Path, kept: int, now: datetime) -> Backup:
    """Write one backup, read it again, remove what is too old."""
    return back_up(where, folder, kept, now)
