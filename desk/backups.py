"""Back a ledger up, verified; and put a backup back, its letters held."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desk.desk import Desk, open_desk
from desk.start import OFFICE
from desk.verify import verify
from ledger import backups, campaigns, dockets, entries, letters, rehearsals
from ledger.transaction import Transaction
from rules.history import Violation
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.errors import CampaignError

_OURS = re.compile(r"ledger-\d{8}-\d{6}\.(db|dump)")
"""Names of backups that the retention may remove."""

Broken = Mapping[str, tuple[Violation, ...]]
"""The promises that a ledger breaks, by campaign."""


class BackupError(CampaignError):
    """A backup could not be kept where it should be, or cannot be taken back."""


class Backup(NamedTuple):
    """A backup that was written and read again: its size in bytes, what it breaks.

    `removed` are older ones that were too many.
    """

    file: Path
    size: int
    broken: Broken
    removed: tuple[Path, ...]


class Restored(NamedTuple):
    """What was put back, the newest fact in it, and where the ledger before lies."""

    upto: datetime | None
    aside: Path | None
    campaigns: tuple[str, ...]


def back_up(where: str, folder: Path, kept: int, now: datetime) -> Backup:
    """Write a backup of a ledger that may be in use; the newest `kept` stay.

    What was written is read from end to end, and held against its own facts, before it
    gets its name; an archive of PostgreSQL is read, and its ledger verified.
    """
    end = backups.suffix_of(where)
    file = folder / f"ledger-{now.astimezone(VN):%Y%m%d-%H%M%S}{end}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}")
        draft.unlink(missing_ok=True)
        backups.write(where, draft)
        backups.check(draft)
        broken = _verified(str(draft) if end == backups.DATABASE else where, now)
        draft.replace(file)
        return Backup(file, file.stat().st_size, broken, _thin_out(folder, kept))
    except OSError as error:
        raise BackupError(
            f"{folder} cannot keep a backup ({error.strerror}): make room, or name "
            "another folder"
        ) from error


def restore(
    where: str, file: Path, folder: Path, now: datetime, *, accept_broken: bool = False
) -> Restored:
    """Let a ledger that nobody uses be what a backup holds, and hold its letters.

    The ledger that was there lies beside it, that of a server as an archive in
    `folder`. A backup that breaks promises is refused unless `accept_broken`; one of a
    server was looked at when it was written. Raises BackupError, LedgerDamagedError and
    the others of `ledger.backups`.
    """
    if not file.is_file():
        raise BackupError(f"{file}: no such backup")
    backups.check(file)
    aside = _aside(where, folder, now)
    held = list[Restored]()

    def prepare(restored: str) -> None:
        apart = restored != where and not accept_broken
        if apart and (broken := _verified(restored, now)):
            raise BackupError(_refusal(file, broken))
        held.append(_hold(restored, now))

    backups.put_back(where, file, aside, prepare)
    return held[0]._replace(aside=aside if aside.exists() else None)


def _verified(where: str, now: datetime) -> Broken:
    """Return what a ledger breaks; looked at in a copy, since looking writes too."""
    with backups.copied(where) as copy:
        desk = open_desk(copy, "", "")
        try:
            with desk.ledger.read() as tx:
                names = [row.name for row in campaigns.every(tx)]
            found = {name: verify(desk, name, _now(desk, now)) for name in names}
        finally:
            desk.ledger.close()
    return {name: one.violations for name, one in found.items() if one.violations}


def _now(desk: Desk, now: datetime) -> datetime:
    with desk.ledger.read() as tx:
        rehearsal = rehearsals.current(tx)
    return rehearsal.clock if rehearsal else now


def _hold(where: str, now: datetime) -> Restored:
    """Record in every campaign that its ledger is a backup; a rehearsal goes on."""
    desk = open_desk(where, "", "")
    try:
        with desk.ledger.write() as tx:
            rows = campaigns.every(tx)
            extents = [entries.extent(tx, row.id)[1] for row in rows]
            newest = max((at for at in extents if at is not None), default=None)
            if rehearsals.current(tx) is None:
                letters.lapse(tx, now)
                for row in rows:
                    _record(tx, row.id, newest, now)
            return Restored(newest, None, tuple(row.name for row in rows))
    finally:
        desk.ledger.close()


def _record(
    tx: Transaction, campaign: int, newest: datetime | None, now: datetime
) -> None:
    office = dockets.find(tx, campaign, OFFICE)
    if office is not None:
        row = dockets.lock(tx, office.id)
        since = newest.isoformat() if newest else ""
        fact = Entry(row.n + 1, now, EntryKind.RESTORED, step=since)
        entries.append(tx, row.id, [fact])
        dockets.advance(tx, row.id, fact.n, None)


def _aside(where: str, folder: Path, now: datetime) -> Path:
    """Name where a ledger lies that was replaced: beside itself, or in the folder."""
    stamp = f"{now.astimezone(VN):%Y%m%d-%H%M%S}"
    if backups.suffix_of(where) == backups.ARCHIVE:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / f"ledger-replaced-{stamp}{backups.ARCHIVE}"
    ledger = Path(where.removeprefix("sqlite:///"))
    return ledger.with_name(f"{ledger.stem}-replaced-{stamp}{backups.DATABASE}")


def _thin_out(folder: Path, kept: int) -> tuple[Path, ...]:
    """Remove the oldest backups beyond as many as are kept; return them."""
    ours = sorted(one for one in folder.iterdir() if _OURS.fullmatch(one.name))
    removed = tuple(ours[:-kept])
    for one in removed:
        one.unlink()
    return removed


def _refusal(file: Path, broken: Broken) -> str:
    first = next(iter(broken.values()))[0]
    count = sum(map(len, broken.values()))
    return (
        f"{file} breaks {count} promises ({first.promise}: {first.what}): take another "
        "backup, or accept it with --accept-broken"
    )
