"""Letters that have not arrived, and why, in the mail server's words or ours."""

from ledger.transaction import Transaction
from schemas.letter import LetterState, Trouble

_TROUBLE = (
    "SELECT d.agency, l.state, l.outcome, count(*) FROM letters l "
    "JOIN dockets d ON d.id = l.docket WHERE d.campaign = ? AND "
    "(l.state IN ('failed', 'held') OR l.state = 'queued' AND l.outcome <> '') "
    "GROUP BY d.agency, l.state, l.outcome ORDER BY l.state, l.outcome, d.agency"
)


def of_campaign(tx: Transaction, campaign: int) -> tuple[Trouble, ...]:
    """Return what failed, is held, or waits because it could not be sent."""
    rows = tx.rows(_TROUBLE, campaign)
    return tuple(
        Trouble(agency, LetterState(state), outcome, int(number))
        for agency, state, outcome, number in rows
    )
