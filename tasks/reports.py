"""Consolidate a campaign's reports, and write the files of a version."""

from datetime import datetime
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from desk.desk import Desk
from desk.reports import files
from desk.reports.consolidate import Made, consolidate_reports
from schemas import words


@task(name=words.TASKS["consolidate"], cache_policy=NO_CACHE, persist_result=False)
def make_version(desk: Desk, campaign: str, now: datetime) -> Made:
    """Make the next version, unless nothing has changed."""
    return consolidate_reports(desk, campaign, now)


@task(name=words.TASKS["files"], cache_policy=NO_CACHE, persist_result=False)
def write_version(desk: Desk, campaign: str, version: int, folder: Path) -> list[Path]:
    """Write a version's files into a folder, never over another file."""
    return files.write_files(folder, files.files_of(desk, campaign, version))
