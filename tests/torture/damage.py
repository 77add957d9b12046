"""A ledger of which one page is damaged: what is refused, and what still leaves."""

import random
import shutil
import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any

from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Verdict
from ledger.errors import LedgerDamagedError
from tests.web.campaign import sit_down

_PAGE = 4096


class Damage(StrEnum):
    """What a disk may make of a page."""

    ZEROS = "zeros"
    NOISE = "noise"
    ANOTHER = "another page's content"


def pages_of(path: Path) -> int:
    """Return how many pages a ledger has."""
    return path.stat().st_size // _PAGE


def spoiled(template: Path, path: Path, nth: int, how: Damage) -> dict[str, Any]:
    """Damage a page of a copy, then do as the heartbeat does; tell what left."""
    expected = _sent(shutil.copy(template, path))
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    shutil.copy(template, path)
    _spoil(path, nth, how)
    try:
        left = _sent(path)
    except LedgerDamagedError:
        return {"refused": 1, "wrong": []}
    except Exception as error:  # noqa: BLE001 - nothing left; it is counted, not hidden
        return {"broke": 1, "why": type(error).__name__, "wrong": []}
    other = len(left - expected)
    harmless = int(left == expected)
    return {"harmless": harmless, "other": other, "letters": len(left), "wrong": []}


def _spoil(path: Path, nth: int, how: Damage) -> None:
    pages = pages_of(path)
    with path.open("r+b") as file:
        file.seek(nth % pages * _PAGE)
        another = file.read(_PAGE)
        content = {
            Damage.ZEROS: bytes(_PAGE),
            Damage.NOISE: random.Random(nth).randbytes(_PAGE),  # noqa: S311 - by seed
            Damage.ANOTHER: another,
        }[how]
        file.seek((nth - 1) * _PAGE)
        file.write(content)


def _sent(path: Path) -> set[bytes]:
    """Look at the ledger as the heartbeat does, and send what it lets out."""
    left: set[bytes] = set()

    def post(_sender: str, _recipients: object, message: bytes) -> Outcome:
        left.add(message)
        return Outcome(Verdict.SENT)

    campaign = sit_down(path)
    try:
        campaign.desk.ledger.check()
        for one in claim(campaign.desk, campaign.now):
            send(campaign.desk, post, one, campaign.now)
    finally:
        campaign.desk.ledger.close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return left
