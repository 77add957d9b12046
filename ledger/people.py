"""Who acted: personal data beside the facts, purged after the season."""

from collections.abc import Mapping

from ledger import replies
from ledger.transaction import Transaction
from schemas.entry import Person


def put(tx: Transaction, docket: int, people: Mapping[int, Person]) -> None:
    """Record who stands behind a docket's facts, by their number."""
    tx.insert(
        "INSERT INTO people (docket, n, name, post, note) VALUES (?, ?, ?, ?, ?)",
        [(docket, n, *person) for n, person in people.items()],
    )


def of(tx: Transaction, docket: int) -> dict[int, Person]:
    """Return who stands behind a docket's facts, by their number."""
    rows = tx.rows(
        "SELECT n, name, post, note FROM people WHERE docket = ? ORDER BY n", docket
    )
    return {n: Person(*fields) for n, *fields in rows}


def purge(tx: Transaction, campaign: int) -> None:
    """Forget the persons, composed messages and mail of a campaign; facts remain."""
    replies.purge(tx, campaign)
    tx.run(
        "DELETE FROM people WHERE docket IN "
        "(SELECT id FROM dockets WHERE campaign = ?)",
        campaign,
    )
    tx.run(
        "DELETE FROM messages WHERE docket IN "
        "(SELECT id FROM dockets WHERE campaign = ?)",
        campaign,
    )
