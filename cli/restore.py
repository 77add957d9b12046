"""`campaign restore`: let the ledger be what a backup holds."""

from datetime import datetime
from pathlib import Path

import click

from cli.options import ledger_option
from desk.backups import restore as put_back
from flows.standing import restoring, stand
from schemas.base import VN
from settings import read_settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--accept-broken", is_flag=True, help="Though the backup breaks promises."
)
@ledger_option
def restore(file: Path, accept_broken: bool, ledger: str | None) -> None:
    """Let the ledger be what the backup FILE holds.

    Refused while `campaign up` runs. The ledger that was there is kept aside. What was
    recorded since the backup is not in it: until `campaign reconcile` says which
    letters have left meanwhile, none is sent.
    """
    settings = read_settings()
    where = ledger or settings.ledger
    with stand(settings):
        mark = restoring(settings)
        mark.touch()
        done = put_back(
            where,
            file,
            settings.backup_folder,
            datetime.now(VN),
            accept_broken=accept_broken,
        )
        mark.unlink()
    upto = f"{done.upto:%d/%m/%Y %H:%M}" if done.upto else "before any fact"
    click.echo(f"{where}: restored; its newest fact is of {upto}")
    if done.aside:
        click.echo(f"the ledger before: {done.aside}")
    for name in done.campaigns:
        click.echo(f"{name}: letters wait for `campaign reconcile {name}`")
