"""Who acted: personal data beside the facts, purged after the season."""

from collections.abc import Mapping

from ledger import announcements, attachments, replies
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


def purge(tx: Transaction, campaign: int) -> None:
    """Forget a campaign's persons, drafts, files, composed messages and mail.

    Facts remain.
    """
    replies.purge(tx, campaign)
    announcements.purge(tx, campaign)
    attachments.purge(tx, campaign)
    for table in ("people", "delegates", "messages", "drafts"):
        tx.run(
            f"DELETE FROM {table} WHERE docket IN "  # noqa: S608 - a name of ours
            "(SELECT id FROM dockets WHERE campaign = ?)",
            campaign,
        )
