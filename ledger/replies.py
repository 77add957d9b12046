"""What came of the messages in the office's mailbox: each once, with its words."""

from collections.abc import Iterable
from datetime import datetime

from ledger.moments import moment, moment_or_none, seconds, seconds_or_none
from ledger.transaction import Transaction
from schemas.reply import Kept, Mark, Result, Taken, Words


def known(tx: Transaction, digest: str) -> bool:
    """Tell whether a message was taken before."""
    return tx.row("SELECT id FROM replies WHERE digest = ?", digest) is not None


def add(
    tx: Transaction, digest: str, at: datetime, taken: Taken, words: Words | None
) -> None:
    """Remember a message; raise DuplicateKeyError for one that was taken before."""
    row = tx.row(
        "INSERT INTO replies (digest, at, result, reason, docket, event, stamp) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        digest,
        seconds(at),
        taken.result.value,
        *taken[1:4],
        seconds_or_none(taken.stamp),
    )
    if words is not None and row is not None:
        tx.run(
            "INSERT INTO reply_texts (reply, sender, name, subject, text) "
            "VALUES (?, ?, ?, ?, ?)",
            row[0],
            *words,
        )


def latest(tx: Transaction, docket: int, event: str) -> datetime | None:
    """Return the moment of the last answer that counted for a calendar event."""
    row = tx.row(
        "SELECT max(stamp) FROM replies "
        "WHERE docket = ? AND event = ? AND result <> 'unverified'",
        docket,
        event,
    )
    return None if row is None else moment_or_none(row[0])


def count_since(tx: Transaction, docket: int, since: datetime) -> int:
    """Return how many messages about a docket were taken since."""
    row = tx.row(
        "SELECT count(*) FROM replies WHERE docket = ? AND at >= ?",
        docket,
        seconds(since),
    )
    return int(row[0]) if row else 0


def kept(tx: Transaction, results: Iterable[Result], limit: int) -> list[Kept]:
    """Return the messages whose words are kept, of these results, the newest first."""
    rows = tx.rows(
        "SELECT r.at, r.result, r.reason, r.docket, r.event, r.stamp, "
        "t.sender, t.name, t.subject, t.text FROM replies r "
        "JOIN reply_texts t ON t.reply = r.id WHERE r.result = ANY(?) "
        "ORDER BY r.id DESC LIMIT ?",
        [result.value for result in results],
        limit,
    )
    return [
        Kept(
            moment(row[0]),
            Taken(Result(row[1]), row[2], row[3], row[4], moment_or_none(row[5])),
            Words(*row[6:]),
        )
        for row in rows
    ]


def mark(tx: Transaction, mailbox: str) -> Mark | None:
    """Return how far a mailbox was read."""
    row = tx.row("SELECT name, validity, uid FROM mailboxes WHERE name = ?", mailbox)
    return None if row is None else Mark(*row)


def put_mark(tx: Transaction, mark: Mark) -> None:
    """Remember how far a mailbox was read."""
    tx.run(
        "INSERT INTO mailboxes (name, validity, uid) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET validity = excluded.validity, "
        "uid = excluded.uid",
        *mark,
    )


def purge(tx: Transaction, campaign: int) -> None:
    """Forget the words of a campaign's messages, and of those that belong to none."""
    tx.run(
        "DELETE FROM reply_texts WHERE reply IN (SELECT r.id FROM replies r "
        "LEFT JOIN dockets d ON d.id = r.docket "
        "WHERE r.docket IS NULL OR d.campaign = ?)",
        campaign,
    )
