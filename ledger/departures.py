"""Letters that were let out: when last, by which arming, and which came back."""

from collections.abc import Iterable
from datetime import datetime

from ledger.moments import moment, seconds
from ledger.transaction import Transaction
from schemas.arming import Out
from schemas.letter import Letter

_OF_CAMPAIGN = (
    "FROM departures p JOIN dockets d ON d.id = p.docket WHERE d.campaign = ?"
)


def put(tx: Transaction, letters: Iterable[Letter], arming: int, at: datetime) -> None:
    """Record that letters are let out, or are again."""
    tx.run_many(
        "INSERT INTO departures (docket, n, arming, at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (docket, n) DO UPDATE SET arming = excluded.arming, "
        "at = excluded.at",
        [(letter.docket, letter.n, arming, seconds(at)) for letter in letters],
    )


def take_back(tx: Transaction, letters: Iterable[Letter]) -> None:
    """Record that claimed letters have not left; what may have left before, has."""
    tx.run_many(
        "DELETE FROM departures WHERE docket = ? AND n = ?",
        [(letter.docket, letter.n) for letter in letters if not letter.attempts],
    )


def fail(tx: Transaction, docket: int, n: int) -> None:
    """Record that a letter was refused, or came back."""
    tx.run("UPDATE departures SET failed = 1 WHERE docket = ? AND n = ?", docket, n)


def failed(tx: Transaction, campaign: int, arming: int) -> int:
    """Return how many letters that an arming let out came back."""
    row = tx.row(
        f"SELECT count(*) {_OF_CAMPAIGN} AND p.arming = ? AND p.failed = 1",
        campaign,
        arming,
    )
    return int(row[0]) if row else 0


def out(tx: Transaction, campaign: int, arming: int) -> Out:
    """Return how many letters an arming let out, and how many of them came back."""
    row = tx.row(
        f"SELECT count(*), coalesce(sum(p.failed), 0) {_OF_CAMPAIGN} AND p.arming = ?",
        campaign,
        arming,
    )
    return Out(int(row[0]), int(row[1])) if row else Out()


def of_docket(tx: Transaction, docket: int) -> dict[int, tuple[datetime, int]]:
    """Return when each letter of a docket was let out last, and by which arming."""
    rows = tx.rows("SELECT n, at, arming FROM departures WHERE docket = ?", docket)
    return {n: (moment(at), arming) for n, at, arming in rows}


def moments(tx: Transaction, campaign: int) -> dict[tuple[int, int], datetime]:
    """Return when each letter was let out last, by docket and number."""
    rows = tx.rows(f"SELECT p.docket, p.n, p.at {_OF_CAMPAIGN}", campaign)
    return {(row.docket, row.n): moment(row.at) for row in rows}
