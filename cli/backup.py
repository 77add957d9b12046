"""`campaign backup`: a verified copy of the ledger, taken while it is in use."""

import sys
from datetime import datetime
from pathlib import Path

import click

from cli.desks import NoLedgerError, is_there
from cli.options import as_json, ledger_option
from cli.tables import show_json
from desk.backups import back_up
from schemas.base import VN
from settings import read_settings


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@ledger_option
@as_json
def backup(folder: Path | None, ledger: str | None, as_json: bool) -> None:
    """Back the ledger up into FOLDER, CAMPAIGN_BACKUPS or var/backups by default.

    Others may go on using it: the backup is of one moment. It is read again from end to
    end and verified; the newest CAMPAIGN_BACKUPS_KEPT stay. A ledger of PostgreSQL
    needs pg_dump. Exit code 1 where the ledger breaks a promise: the backup is kept.
    """
    settings = read_settings()
    where = ledger or settings.ledger
    if not is_there(where):
        raise NoLedgerError(f"no ledger at {where}: there is nothing to back up")
    kept = settings.backups_kept
    done = back_up(where, folder or settings.backup_folder, kept, datetime.now(VN))
    count = sum(map(len, done.broken.values()))
    if as_json:
        removed = [str(one) for one in done.removed]
        show_json(
            {
                "file": str(done.file),
                "bytes": done.size,
                "violations": count,
                "removed": removed,
            }
        )
    else:
        click.echo(f"{done.file}: {done.size} bytes, read again and verified")
        if done.removed:
            click.echo(f"{len(done.removed)} older ones removed, {kept} stay")
        if count:
            click.echo(f"{count} promises are broken; see `campaign verify`")
    sys.exit(count > 0)
