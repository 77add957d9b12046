"""Messages that were taken, kept for good: one SQLite file, one row a message."""

import sqlite3
import threading
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from postbox.letter import heading
from schemas.errors import CampaignError

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
  id INTEGER PRIMARY KEY, sender TEXT NOT NULL, recipients TEXT NOT NULL,
  shown_to TEXT NOT NULL, subject TEXT NOT NULL, date TEXT NOT NULL,
  carries TEXT NOT NULL, found_by TEXT NOT NULL
) STRICT;
-- Apart from the rest, so that a list never reads them.
CREATE TABLE IF NOT EXISTS contents (id INTEGER PRIMARY KEY, raw BLOB NOT NULL) STRICT;
PRAGMA user_version = 1;
"""
_SEPARATOR = "\n"


class StoreError(CampaignError):
    """The mailbox's file cannot be used."""


class Envelope(NamedTuple):
    """Who sent a message and whom the SMTP session named."""

    sender: str
    recipients: tuple[str, ...]


class Listed(NamedTuple):
    """A line of the list; `carries` as in `postbox.letter.Heading`."""

    id: int
    sender: str
    recipients: tuple[str, ...]
    to: str
    subject: str
    date: datetime | None
    carries: tuple[str, ...]


class Kept(NamedTuple):
    """A message as it came."""

    id: int
    envelope: Envelope
    raw: bytes


class Store:
    """The messages in a folder; any thread may use it.

    `hasty`: a message is taken before it is on the disk, so a power cut may cost it.
    Raises StoreError where the folder or its file cannot be used.
    """

    def __init__(self, folder: Path, *, hasty: bool = False) -> None:
        self._lock = threading.Lock()
        path = folder / "mailbox.sqlite3"
        try:
            # Letters hold links that act for an agency: for nobody else's eyes.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=30
            )
            self._prepare(path, "NORMAL" if hasty else "FULL")
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"cannot keep mail in {path}: {error}") from error

    def add(self, raw: bytes, envelope: Envelope) -> int:
        """Keep a message and return its number once it is on disk."""
        head = heading(raw)
        row = (
            envelope.sender,
            _SEPARATOR.join(envelope.recipients),
            head.to,
            head.subject,
            head.date.isoformat() if head.date else "",
            _SEPARATOR.join(head.carries),
            folded(" ".join((*envelope.recipients, head.to))),
        )
        with self._lock, self._database as database:
            database.execute("BEGIN IMMEDIATE")
            added = database.execute(
                "INSERT INTO letters (sender, recipients, shown_to, subject, date,"
                " carries, found_by) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                row,
            ).fetchone()
            database.execute("INSERT INTO contents VALUES (?, ?)", (added[0], raw))
        return int(added[0])

    def list(
        self, recipient: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Listed, ...]:
        """Return messages, newest first; `recipient` is part of a name or address."""
        rows = self._read(
            "SELECT id, sender, recipients, shown_to, subject, date, carries"
            " FROM letters WHERE ? = '' OR instr(found_by, ?)"
            " ORDER BY id DESC LIMIT ? OFFSET ?",
            (folded(recipient), folded(recipient), limit, offset),
        )
        return tuple(map(_listed, rows))

    def count(self, recipient: str = "") -> int:
        """Return how many messages `list` would find."""
        rows = self._read(
            "SELECT count(*) FROM letters WHERE ? = '' OR instr(found_by, ?)",
            (folded(recipient), folded(recipient)),
        )
        return int(rows[0][0])

    def get(self, number: int) -> Kept | None:
        """Return a message, or None."""
        rows = self._read(
            "SELECT id, sender, recipients, raw FROM letters JOIN contents USING (id)"
            " WHERE id = ?",
            (number,),
        )
        for found, sender, recipients, raw in rows:
            return Kept(found, Envelope(sender, _split(recipients)), raw)
        return None

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _prepare(self, path: Path, synchronous: str) -> None:
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(f"PRAGMA synchronous = {synchronous}")
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise StoreError(f"{path} was written by a newer version of this program")
        if version == 0:
            self._database.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")

    def _read(self, query: str, values: Sequence[str | int]) -> Sequence[Any]:
        with self._lock:
            return self._database.execute(query, values).fetchall()


def folded(text: str) -> str:
    """Return text as it is searched: small letters without their marks."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def _listed(row: tuple[str, ...]) -> Listed:
    number, sender, recipients, to, subject, date, carries = row
    moment = datetime.fromisoformat(date) if date else None
    return Listed(
        int(number), sender, _split(recipients), to, subject, moment, _split(carries)
    )


def _split(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_SEPARATOR)) if joined else ()
