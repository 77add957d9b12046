"""After a restore: say which letters have left since the backup, let the others go."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from desk.arming.gate import Gates
from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.start import OFFICE, find
from ledger import backups, dockets, entries, letters, people
from ledger.transaction import Transaction
from rules.reconciled import Left, left, remains
from schemas.arming import Way
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.letter import Letter, LetterState

_WHY = "left before the ledger was restored"


class NotRestoredError(CampaignError):
    """The ledger was not restored, or its letters are reconciled."""


class UnseenError(CampaignError):
    """Letters wait that nobody has looked at yet."""


class UnknownLetterError(CampaignError):
    """No letter of that key waits."""


class Waiting(NamedTuple):
    """A letter that waits: `says` are the items left to say, none once it has left."""

    key: str
    agency: str
    to: str
    kind: str
    queued: datetime
    items: int
    says: int
    left: bool


def replaced(ledger: str, campaign: str) -> Left:
    """Return what certainly left by another ledger: the one that was replaced."""
    with backups.copied(ledger) as copy:
        desk = open_desk(copy, "", "")
        try:
            with desk.ledger.read() as tx:
                row = find(tx, campaign)
                agencies = {one.id: one.agency for one in dockets.of(tx, row.id)}
                every = letters.of_campaign(tx, row.id)
        finally:
            desk.ledger.close()
    return left((agencies[one.docket], one) for one in every)


def waiting(desk: Desk, campaign: str, known: Left, now: datetime) -> list[Waiting]:
    """Return the letters that wait, after a beat that queues whatever is due."""
    _require_restored(desk, campaign)
    beat(desk, now)
    with desk.ledger.read() as tx:
        return [
            _waiting(agency, letter, known)
            for agency, letter in _queued(tx, find(tx, campaign).id)
        ]


def reconcile(
    desk: Desk,
    campaign: str,
    known: Left,
    by_hand: Iterable[str],
    seen: int,
    person: Person,
    now: datetime,
) -> int:
    """Settle the letters that have left, let the others go; return how many had left.

    `by_hand` are the keys of letters that a person knows to have left, beside what is
    `known`; `seen` is how many waited when they looked. Raises UnseenError where others
    wait by now, UnknownLetterError, NotRestoredError.
    """
    _require_restored(desk, campaign)
    beat(desk, now)
    keys = frozenset(by_hand)
    with desk.ledger.write() as tx:
        row = find(tx, campaign)
        dockets.lock_all(tx, [one.id for one in dockets.of(tx, row.id)])
        queued = _queued(tx, row.id)
        _refuse(campaign, keys, seen, [one for _, one in queued])
        both = known._replace(keys=known.keys | keys)
        gone = sum(_settle(tx, agency, letter, both) for agency, letter in queued)
        _record(tx, row.id, person, now)
        return gone


def _refuse(
    campaign: str, keys: frozenset[str], seen: int, queued: list[Letter]
) -> None:
    if unknown := keys - {one.key for one in queued}:
        raise UnknownLetterError(f"{min(unknown)}: no letter of that key waits")
    if len(queued) != seen:
        raise UnseenError(
            f"{campaign}: {len(queued)} letters wait, {seen} were looked at: look "
            f"again with `campaign reconcile {campaign}`"
        )


def _settle(tx: Transaction, agency: str, letter: Letter, known: Left) -> bool:
    """Record what of a letter has left; return whether all of it has."""
    says = remains(agency, letter, known)
    if says is None:
        letters.has_left(tx, letter, _WHY)
    elif says != letter.items:
        letters.leave_out(tx, letter._replace(items=says))
    return says is None


def _waiting(agency: str, letter: Letter, known: Left) -> Waiting:
    says = remains(agency, letter, known)
    return Waiting(
        letter.key,
        agency,
        letter.to,
        letter.kind,
        letter.queued,
        len(letter.items),
        len(says or ()),
        says is None,
    )


def _queued(tx: Transaction, campaign: int) -> list[tuple[str, Letter]]:
    agencies = {one.id: one.agency for one in dockets.of(tx, campaign)}
    every = letters.waiting(tx, campaign)
    return [
        (agencies[one.docket], one) for one in every if one.state is LetterState.QUEUED
    ]


def _require_restored(desk: Desk, campaign: str) -> None:
    with desk.ledger.read() as tx:
        if Gates(desk, tx).of(find(tx, campaign).id).way is not Way.RESTORED:
            raise NotRestoredError(
                f"{campaign}: its ledger was not restored, or is reconciled already"
            )


def _record(tx: Transaction, campaign: int, person: Person, now: datetime) -> None:
    office = dockets.find(tx, campaign, OFFICE)
    if office is None:
        return
    row = dockets.get(tx, office.id)
    fact = Entry(row.n + 1, now, EntryKind.RECONCILED)
    entries.append(tx, row.id, [fact])
    people.put(tx, row.id, {fact.n: person})
    dockets.advance(tx, row.id, fact.n, None)
