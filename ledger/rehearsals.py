"""A ledger is real, or it is one rehearsal with a clock of its own."""

from datetime import datetime
from typing import NamedTuple

from ledger.errors import ConflictError
from ledger.moments import moment, seconds
from ledger.transaction import Transaction


class Rehearsal(NamedTuple):
    """What a rehearsal draws from, and its moment.

    `behaviour` is that of its agencies and its mail as JSON, empty as it is usually;
    `digest` names the plan and the roster it is of.
    """

    seed: int
    clock: datetime
    behaviour: str = ""
    digest: str = ""


def begin(
    tx: Transaction, seed: int, clock: datetime, behaviour: str = "", digest: str = ""
) -> None:
    """Make a new ledger a rehearsal; raise ConflictError for one already in use."""
    if tx.row("SELECT id FROM rehearsals UNION ALL SELECT id FROM campaigns LIMIT 1"):
        raise ConflictError("This ledger is in use; rehearse in a new one")
    tx.run(
        "INSERT INTO rehearsals (id, seed, clock, behaviour, digest) "
        "VALUES (1, ?, ?, ?, ?)",
        seed,
        seconds(clock),
        behaviour,
        digest,
    )


def current(tx: Transaction) -> Rehearsal | None:
    """Return the rehearsal this ledger is, None for a real one."""
    row = tx.row("SELECT seed, clock, behaviour, digest FROM rehearsals")
    if row is None:
        return None
    return Rehearsal(row.seed, moment(row.clock), row.behaviour, row.digest)


def move_clock(tx: Transaction, clock: datetime) -> None:
    """Move the rehearsal's clock forward; raise ConflictError for going back."""
    moved = tx.run(
        "UPDATE rehearsals SET clock = ? WHERE clock <= ?",
        seconds(clock),
        seconds(clock),
    )
    if not moved:
        raise ConflictError(f"No rehearsal here, or its clock is past {clock}")
