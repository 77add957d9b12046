"""Who acted: personal data beside the facts, purged after the season."""

from collections.abc import Mapping

from ledger import announcements, attachments, records, replies
from ledger.transaction import Transaction
from schemas.agency import Contact
from schemas.entry import Person


def put(tx: Transaction, docket: int, people: Mapping[int, Person]) -> None:
    """Record who stands behind a docket's facts, by their number."""
    tx.insert(
        "INSERT INTO people (docket, n, name, post, note, concerns) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [(docket, n, *person) for n, person in people.items()],
    )


def of(tx: Transaction, docket: int) -> dict[int, Person]:
    """Return who stands behind a docket's facts, by their number."""
    rows = tx.rows(
        "SELECT n, name, post, note, concerns FROM people WHERE docket = ? ORDER BY n",
        docket,
    )
    return {n: Person(*fields) for n, *fields in rows}


def put_delegate(tx: Transaction, docket: int, n: int, colleague: Contact) -> None:
    """Record whom a fact passed a docket on to."""
    row = (docket, n, colleague.name or "", colleague.post, colleague.address)
    tx.insert(
        "INSERT INTO delegates (docket, n, name, post, address) VALUES (?, ?, ?, ?, ?)",
        [row],
    )


def delegates(tx: Transaction, docket: int) -> dict[int, Contact]:
    """Return whom a docket was passed on to, by the number of the fact."""
    rows = tx.rows(
        "SELECT n, name, post, address FROM delegates WHERE docket = ?", docket
    )
    return {
        n: Contact(name=name, post=post, address=address)
        for n, name, post, address in rows
    }


_OF_DOCKETS = ("people", "delegates", "messages", "drafts", "mailings")
_WITHIN = "docket IN (SELECT id FROM dockets WHERE campaign = ?)"
_NAMING = "replace(outcome, '@', '') <> outcome"
"""A mail server's answer often names who was not reached."""
_FORGOTTEN = {table: f"{table} WHERE {_WITHIN}" for table in _OF_DOCKETS} | {
    "announcements": "announcements WHERE campaign = ?",
    "attachments": f"attachments WHERE name <> '' AND {_WITHIN}",
    "reply_texts": "reply_texts t JOIN replies r ON r.id = t.reply "
    f"WHERE r.docket IS NULL OR r.{_WITHIN}",
    "outcomes": f"letters WHERE {_NAMING} AND {_WITHIN}",
}


KINDS = tuple(_FORGOTTEN)
"""What a purge forgets, kind by kind."""


def count(tx: Transaction, campaign: int) -> dict[str, int]:
    """Return how much of each kind a purge would forget, kinds of nothing left out."""
    found = {
        kind: tx.rows(f"SELECT count(*) FROM {rows}", campaign)[0][0]  # noqa: S608
        for kind, rows in _FORGOTTEN.items()
    }
    return {kind: number for kind, number in found.items() if number}


def purge(tx: Transaction, campaign: int) -> None:
    """Forget a campaign's persons, drafts, files, composed messages and mail.

    Facts remain. SQLite overwrites what is forgotten. Seals hold, and what they were
    taken of cannot be guessed from them.
    """
    if tx.dialect == "sqlite":
        tx.rows("PRAGMA secure_delete = ON")
    replies.purge(tx, campaign)
    announcements.purge(tx, campaign)
    attachments.purge(tx, campaign)
    records.forget(tx, campaign)
    for table in _OF_DOCKETS:
        tx.run(f"DELETE FROM {table} WHERE {_WITHIN}", campaign)  # noqa: S608 - ours
    naming = f"WHERE {_NAMING} AND {_WITHIN}"
    tx.run(f"UPDATE letters SET outcome = '' {naming}", campaign)  # noqa: S608 - ours
