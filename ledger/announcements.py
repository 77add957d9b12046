"""What the office announces: one text, however many agencies get it."""

from collections.abc import Iterable

from ledger.moments import moment, seconds
from ledger.transaction import Transaction
from schemas.announcement import Announcement

_COLUMNS = "SELECT act, subject, text, name, post, urgent, at FROM announcements"


def put(tx: Transaction, campaign: int, act: str, said: Announcement) -> None:
    """Keep an announcement under its act; what is kept already stays as it is."""
    tx.run(
        "INSERT INTO announcements "
        "(campaign, act, subject, text, name, post, urgent, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        campaign,
        act,
        said.subject,
        said.text,
        said.name,
        said.post,
        int(said.urgent),
        seconds(said.at),
    )


def of(
    tx: Transaction, campaign: int, acts: Iterable[str] | None = None
) -> dict[str, Announcement]:
    """Return the announcements named, or all of a campaign, in the order they came."""
    query = _COLUMNS + " WHERE campaign = ?"
    if acts is None:
        rows = tx.rows(query + " ORDER BY at, act", campaign)
    else:
        named = query + " AND act = ANY(?) ORDER BY at, act"
        rows = tx.rows(named, campaign, list(acts))
    return {
        act: Announcement(*texts, urgent=bool(urgent), at=moment(at))
        for act, *texts, urgent, at in rows
    }


def purge(tx: Transaction, campaign: int) -> None:
    """Forget what was announced in a campaign, and who ordered it."""
    tx.run("DELETE FROM announcements WHERE campaign = ?", campaign)
