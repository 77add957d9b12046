"""The messages that wait for somebody of the office, and who has read them."""

from datetime import datetime
from typing import NamedTuple

from desk.answer import append
from desk.desk import Desk
from desk.start import find
from ledger import campaigns, dockets, entries, replies
from ledger.transaction import Transaction
from rules.fold import stand
from rules.standing import Standing
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.reply import FOR_PEOPLE, Kept, Result, Words

_MOST = 200


class NothingToReadError(CampaignError):
    """Nothing of that agency waits for somebody to read it."""


class Waiting(NamedTuple):
    """One message: what it was taken for, where it belongs, who wrote what."""

    at: datetime
    result: Result
    reason: str
    campaign: str
    agency: str
    words: Words


def waiting(desk: Desk, limit: int = _MOST) -> list[Waiting]:
    """Return the newest messages for people, `campaign` empty for those of none.

    What came of an agency before somebody has read it is left out.
    """
    with desk.ledger.read() as tx:
        found: list[Waiting] = []
        for at, taken, words in _unread(tx, limit):
            campaign, agency = "", ""
            if taken.docket is not None:
                row = dockets.get(tx, taken.docket)
                campaign, agency = campaigns.get(tx, row.campaign).name, row.agency
            one = Waiting(at, taken.result, taken.reason, campaign, agency, words)
            found.append(one)
        return found


def read_by(
    desk: Desk, campaign: str, agency: str, person: Person, now: datetime
) -> None:
    """Record who has read what came of an agency; its item ends by the next beat.

    Raises NothingToReadError.
    """
    with desk.ledger.write() as tx:
        found = dockets.find(tx, find(tx, campaign).id, agency)
        row = dockets.lock(tx, found.id) if found else None
        if row is None or not _waits(tx, row.id):
            raise NothingToReadError(
                f"{campaign}/{agency}: nothing waits to be read; see what does with "
                "`campaign inbox --list`"
            )
        append(tx, row, [Entry(row.n + 1, now, EntryKind.READ)], person, now)


def _waits(tx: Transaction, docket: int) -> bool:
    """Tell whether anything waits: an item, or what nothing followed from."""
    listed = any(one.taken.docket == docket for one in _unread(tx, _MOST))
    return listed or bool(_standings(tx, {docket})[docket].to_read)


def _unread(tx: Transaction, limit: int) -> list[Kept]:
    """Return the newest messages for people that nobody has read yet."""
    kept = replies.kept(tx, FOR_PEOPLE, limit)
    known = {one.taken.docket for one in kept if one.taken.docket is not None}
    standings = _standings(tx, known)
    return [one for one in kept if not _is_read(one, standings)]


def _is_read(one: Kept, standings: dict[int, Standing]) -> bool:
    standing = standings.get(one.taken.docket or 0)
    read = standing.latest.get(EntryKind.READ) if standing else None
    return read is not None and one.at < read.at


def _standings(tx: Transaction, known: set[int]) -> dict[int, Standing]:
    return {docket: stand(facts) for docket, facts in entries.of(tx, known).items()}
