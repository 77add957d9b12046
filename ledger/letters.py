"""Letters: queued as data, claimed with a lease and a fence, recorded once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from ledger.errors import NotFoundError
from ledger.letter_rows import INSERT, SELECT, letter_of, row_of
from ledger.moments import moment, moment_or_none, seconds, seconds_or_none
from ledger.transaction import Transaction
from schemas.letter import Letter, LetterKind, LetterState

_OF_CAMPAIGN = " AND docket IN (SELECT id FROM dockets WHERE campaign = ?)"
_OUT = (
    " AND EXISTS (SELECT 1 FROM departures p "
    "WHERE p.docket = l.docket AND p.n = l.n AND p.arming = ?)"
)
_COUNT_DUE = (
    "SELECT count(*) FROM letters WHERE due <= ? AND state IN ('queued', 'claimed')"
)
_KEEP = (
    "INSERT INTO messages (docket, n, message) VALUES (?, ?, ?) "
    "ON CONFLICT (docket, n) DO "
)
_MESSAGE = "SELECT message FROM messages WHERE docket = ? AND n = ?"


class Among(NamedTuple):
    """Which letters to claim: a campaign's, or those that an arming has let out."""

    campaign: int
    arming: int | None = None

    def clauses(self) -> tuple[str, tuple[int, ...]]:
        """Return them as conditions and their values."""
        if self.arming is None:
            return _OF_CAMPAIGN, (self.campaign,)
        return _OF_CAMPAIGN + _OUT, (self.campaign, self.arming)


def queue(tx: Transaction, letters: Iterable[Letter]) -> None:
    """Queue letters; raise DuplicateKeyError for a number that has one."""
    tx.insert(INSERT, [row_of(letter) for letter in letters])


def claim(
    tx: Transaction,
    now: datetime,
    lease: timedelta,
    limit: int = 50,
    soon: datetime | None = None,
    among: Among | None = None,
) -> list[Letter]:
    """Claim letters that are due, or whose lease has ended, for the time of the lease.

    Those that are stale by `soon` come first, then the earliest due. They carry a new
    fence: whoever claimed them before can send and record nothing any more.
    """
    until, ends = now + lease, seconds(soon or now)
    found = _lock_due(tx, now, limit, "not_after <= ?", ends, among)
    others = "(not_after IS NULL OR not_after > ?)"
    found += _lock_due(tx, now, limit - len(found), others, ends, among)
    claimed = [
        letter._replace(
            state=LetterState.CLAIMED,
            fence=letter.fence + 1,
            due=until,
        )
        for letter in found
    ]
    tx.run_many(
        "UPDATE letters SET state = 'claimed', fence = ?, due = ? "
        "WHERE docket = ? AND n = ?",
        [(letter.fence, seconds(until), *letter[:2]) for letter in claimed],
    )
    return claimed


def begin(tx: Transaction, letter: Letter) -> bool:
    """Record that a claimed letter is about to leave; False when its lease was lost.

    It counts as an attempt until its outcome says that nothing can have left.
    """
    changed = tx.run(
        "UPDATE letters SET attempts = ? "
        "WHERE docket = ? AND n = ? AND fence = ? AND state = 'claimed'",
        letter.attempts + 1,
        letter.docket,
        letter.n,
        letter.fence,
    )
    return changed == 1


def _lock_due(
    tx: Transaction,
    now: datetime,
    limit: int,
    which: str,
    ends: int,
    among: Among | None,
) -> list[Letter]:
    places, values = among.clauses() if among else ("", ())
    rows = tx.rows(
        f"{SELECT} WHERE due <= ? AND state IN ('queued', 'claimed') AND {which}"
        f"{places} ORDER BY due, docket, n LIMIT ? FOR UPDATE SKIP LOCKED",
        seconds(now),
        ends,
        *values,
        limit,
    )
    return [letter_of(row) for row in rows]


def count_due(tx: Transaction, now: datetime, campaign: int | None = None) -> int:
    """Return how many letters can be claimed, of all campaigns or of one."""
    places, values = ("", ()) if campaign is None else (_OF_CAMPAIGN, (campaign,))
    row = tx.row(
        f"{_COUNT_DUE}{places}",
        seconds(now),
        *values,
    )
    return int(row[0]) if row else 0


def campaigns_due(tx: Transaction, now: datetime) -> list[int]:
    """Return the campaigns of which a letter can be claimed."""
    rows = tx.rows(
        "SELECT DISTINCT campaign FROM dockets WHERE id IN "
        "(SELECT docket FROM letters WHERE due <= ?) ORDER BY campaign",
        seconds(now),
    )
    return [int(row[0]) for row in rows]


def keys_due(tx: Transaction, now: datetime) -> list[tuple[int, int, str]]:
    """Return docket, number and key of what is queued and due."""
    rows = tx.rows(
        "SELECT docket, n, key FROM letters WHERE due <= ? AND state = 'queued'",
        seconds(now),
    )  # asked for in order, SQLite walks all letters there ever were
    return sorted((docket, n, key) for docket, n, key in rows)


def count_as_sent(
    tx: Transaction, which: Iterable[tuple[int, int]], outcome: str
) -> None:
    """Let queued letters count as sent that a rehearsal neither composes nor sends."""
    tx.run_many(
        "UPDATE letters SET state = 'sent', due = NULL, attempts = 1, outcome = ? "
        "WHERE docket = ? AND n = ? AND state = 'queued'",
        [(outcome, docket, n) for docket, n in which],
    )


def release(tx: Transaction, at: datetime) -> None:
    """Queue again what processes that are gone had claimed."""
    tx.run(
        "UPDATE letters SET state = 'queued', due = ? WHERE state = 'claimed'",
        seconds(at),
    )


def lapse(tx: Transaction, at: datetime) -> None:
    """End all leases: whoever had claimed a letter is gone, and may have sent it."""
    tx.run(
        "UPDATE letters SET state = 'queued', due = ?, fence = fence + 1 "
        "WHERE state = 'claimed'",
        seconds(at),
    )


def next_due(tx: Transaction) -> datetime | None:
    """Return the earliest moment at which a letter can be claimed."""
    row = tx.row("SELECT due FROM letters WHERE due IS NOT NULL ORDER BY due LIMIT 1")
    return None if row is None else moment(row[0])


def record(
    tx: Transaction,
    letter: Letter,
    state: LetterState,
    *,
    due: datetime | None = None,
    attempts: int | None = None,
    outcome: str = "",
) -> bool:
    """Record how a claimed letter went; return False when its lease was lost.

    `due` is needed for a state in which something more happens (queued, claimed).
    """
    changed = tx.run(
        "UPDATE letters SET state = ?, due = ?, attempts = coalesce(?, attempts), "
        "outcome = ? WHERE docket = ? AND n = ? AND fence = ? AND state = 'claimed'",
        state.value,
        seconds_or_none(due),
        attempts,
        outcome,
        letter.docket,
        letter.n,
        letter.fence,
    )
    return changed == 1


def first_queued(tx: Transaction) -> datetime | None:
    """Return when the ledger's first letter was queued."""
    row = tx.row("SELECT min(queued) FROM letters")
    return None if row is None else moment_or_none(row[0])


def get(tx: Transaction, docket: int, n: int) -> Letter:
    """Return a letter; raise NotFoundError where there is none."""
    row = tx.row(SELECT + " WHERE docket = ? AND n = ?", docket, n)
    if row is None:
        raise NotFoundError(f"Docket {docket} has no letter {n}")
    return letter_of(row)


def of_docket(tx: Transaction, docket: int) -> list[Letter]:
    """Return a docket's letters in the order they were queued."""
    rows = tx.rows(SELECT + " WHERE docket = ? ORDER BY n", docket)
    return [letter_of(row) for row in rows]


def of_dockets(tx: Transaction, dockets: Iterable[int]) -> dict[int, list[Letter]]:
    """Return the letters of each docket asked for, in the order they were queued."""
    found: dict[int, list[Letter]] = {docket: [] for docket in dockets}
    rows = tx.rows(SELECT + " WHERE docket = ANY(?) ORDER BY docket, n", list(found))
    for row in rows:
        found[row[0]].append(letter_of(row))
    return found


def firsts(tx: Transaction, dockets: Iterable[int]) -> dict[int, Letter]:
    """Return the letters with which the correspondence of dockets began."""
    first = "(SELECT min(f.n) FROM letters f WHERE f.docket = l.docket)"
    which = f" WHERE l.docket = ANY(?) AND l.n = {first}"
    rows = tx.rows(SELECT + which, sorted(dockets))
    return {row[0]: letter_of(row) for row in rows}


def of_campaign(tx: Transaction, campaign: int) -> list[Letter]:
    """Return a campaign's letters in the order they were queued."""
    rows = tx.rows(
        SELECT + " JOIN dockets d ON d.id = l.docket WHERE d.campaign = ? "
        "ORDER BY l.queued, l.docket, l.n",
        campaign,
    )
    return [letter_of(row) for row in rows]


def give_up(tx: Transaction, docket: int, recipient: str, why: str) -> list[int]:
    """End what is not certainly sent of a locked docket; return its letters' numbers.

    Whoever has one of them claimed records nothing any more.
    """
    rows = tx.rows(
        "UPDATE letters SET state = 'failed', due = NULL, fence = fence + 1, "
        "outcome = ? WHERE docket = ? AND recipient = ? "
        "AND state IN ('queued', 'claimed', 'held') RETURNING n",
        why,
        docket,
        recipient,
    )
    return sorted(row.n for row in rows)


def waiting(tx: Transaction, campaign: int) -> list[Letter]:
    """Return a campaign's letters that are yet to leave, in order."""
    rows = tx.rows(
        SELECT + " JOIN dockets d ON d.id = l.docket WHERE d.campaign = ? "
        "AND l.state IN ('queued', 'claimed') ORDER BY l.docket, l.n",
        campaign,
    )
    return [letter_of(row) for row in rows]


def has_left(tx: Transaction, letter: Letter, why: str) -> None:
    """Record that a waiting letter of a locked docket has left by another ledger."""
    tx.run(
        "UPDATE letters SET state = 'sent', due = NULL, fence = fence + 1, outcome = ? "
        "WHERE docket = ? AND n = ? AND state IN ('queued', 'claimed')",
        why,
        letter.docket,
        letter.n,
    )


def leave_out(tx: Transaction, letter: Letter) -> None:
    """Keep what a waiting letter of a locked docket still says."""
    tx.run(
        "UPDATE letters SET items = ? WHERE docket = ? AND n = ? AND state = 'queued'",
        row_of(letter)[7],
        letter.docket,
        letter.n,
    )


def narrow(tx: Transaction, letter: Letter) -> None:
    """Keep what a claimed letter still says, of which kind it is, and who reads it."""
    row = row_of(letter)
    tx.run(
        "UPDATE letters SET items = ?, invitation = ?, kind = ?, copy_to = ? "
        "WHERE docket = ? AND n = ? AND fence = ?",
        row[7],
        row[8],
        row[3],
        row[6],
        letter.docket,
        letter.n,
        letter.fence,
    )


def without_copies(tx: Transaction, letter: Letter) -> None:
    """Send a letter that goes again to its recipient alone; its bytes are kept."""
    tx.run(
        "UPDATE letters SET copy_to = '[]' WHERE docket = ? AND n = ? AND fence = ?",
        letter.docket,
        letter.n,
        letter.fence,
    )


def counts(tx: Transaction, campaign: int) -> dict[LetterState, int]:
    """Return how many letters of a campaign are in each state that occurs."""
    rows = tx.rows(
        "SELECT state, count(*) FROM letters "
        "WHERE docket IN (SELECT id FROM dockets WHERE campaign = ?) GROUP BY state",
        campaign,
    )
    return {LetterState(state): number for state, number in rows}


def counted(
    tx: Transaction, campaign: int, kinds: Iterable[LetterKind]
) -> dict[tuple[LetterKind, LetterState], int]:
    """Return how many letters of some kinds are in each state that occurs."""
    rows = tx.rows(
        "SELECT kind, state, count(*) FROM letters "
        "WHERE docket IN (SELECT id FROM dockets WHERE campaign = ?) "
        "AND kind = ANY(?) GROUP BY kind, state",
        campaign,
        [kind.value for kind in kinds],
    )
    return {
        (LetterKind(kind), LetterState(state)): number for kind, state, number in rows
    }


def keep_messages(
    tx: Transaction, composed: Iterable[tuple[Letter, bytes]]
) -> dict[tuple[int, int], bytes]:
    """Keep composed messages; return the ones to send, by docket and number.

    Of one that may have arrived that is the message kept before: nobody gets two texts
    of one letter. Of others nothing need be said that was answered since.
    """
    every = [(one, (one.docket, one.n, made)) for one, made in composed]
    tx.run_many(
        _KEEP + "UPDATE SET message = excluded.message",
        [row for one, row in every if not one.attempts],
    )
    tx.run_many(_KEEP + "NOTHING", [row for one, row in every if one.attempts])
    return {
        (docket, n): (one.attempts and message(tx, docket, n)) or made
        for one, (docket, n, made) in every
    }


def message(tx: Transaction, docket: int, n: int) -> bytes | None:
    """Return the message a letter was composed to, while it is kept."""
    row = tx.row(_MESSAGE, docket, n)
    return None if row is None else bytes(row[0])


def messages(tx: Transaction, campaign: int) -> dict[tuple[int, int], bytes]:
    """Return the messages of a campaign's composed letters, by docket and number."""
    rows = tx.rows(
        "SELECT docket, n, message FROM messages "
        "WHERE docket IN (SELECT id FROM dockets WHERE campaign = ?)",
        campaign,
    )
    return {(docket, n): bytes(message) for docket, n, message in rows}
