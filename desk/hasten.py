"""Send an agency's next step now: foreseen first, then a fact with who wanted it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from desk.answer import Receipt, append, of_act, receipt
from desk.desk import Desk
from ledger import campaigns, dockets, entries
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.docket import Docket
from rules.foreseen import foresee_steps
from rules.hastening import Next, Why, next_steps
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError

_SAID = {
    Why.NOT_OWED: "it owes no such duty",
    Why.RESTS: "nothing is asked of it now: it was answered",
    Why.STOPPED: "its letters do not arrive: see `campaign contact`",
    Why.SILENT: "it is left in peace: see `campaign silence --end`",
    Why.UNASSIGNED: "the letter that assigns the duty has not been written yet",
    Why.UNCONFIRMED: "nobody has confirmed its proposed deadline",
    Why.AT_THE_END: "the last step has been taken: see `campaign urge`, or telephone",
    Why.NOT_OVERDUE: (
        "all reminders were sent and the deadline is not over: announce something with "
        "`campaign notify`"
    ),
    Why.WAITS: (
        "the step is held back: the agency waits for another, for your decision on "
        "more time, or an urging letter for its signature"
    ),
    Why.DUE: "it is due by itself: it leaves with the next notice",
}


class HasteError(CampaignError):
    """No step can be sent now; `why` says what hinders."""

    def __init__(self, agency: str, why: Why) -> None:
        self.why = why
        super().__init__(f"{agency}: nothing to send now; {_SAID[why]}")


class HeldDocketError(CampaignError):
    """The docket is held for a person: it is not decided."""


class Hastened(NamedTuple):
    """A step that is sent now: when it would have come, and when it comes (or None)."""

    step: Next
    at: datetime | None


def foresee_haste(
    desk: Desk, docket: int, duties: Collection[str], now: datetime
) -> tuple[Hastened, ...]:
    """Return what would be sent now; nothing is recorded.

    Each agency's notices stay one a working day, in letter hours. Raises HasteError,
    HeldDocketError.
    """
    with desk.ledger.read() as tx:
        row = dockets.get(tx, docket)
        facts = entries.of(tx, [docket]).get(docket, ())
        return _foresee(_docket(desk, tx, row, facts), row, duties, now)


def hasten(
    desk: Desk,
    docket: int,
    duties: Collection[str],
    person: Person,
    act: str,
    now: datetime,
) -> Receipt:
    """Record that the next step is wanted now; the next beat takes it.

    `act` identifies it, so twice is once. Raises as `foresee_haste`.
    """
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        facts, head = entries.told(tx, docket)
        if before := of_act(facts, act):
            return receipt(desk, docket, before)
        owed = _docket(desk, tx, row, facts)
        new = _facts(_steps(owed, row, duties, now), row, act, now)
        append(tx, row, new, person, now, head=head)
        return receipt(desk, docket, tuple(new))


def _docket(
    desk: Desk, tx: Transaction, row: DocketRow, facts: tuple[Entry, ...]
) -> Docket:
    season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
    return season.docket(row.agency, row.kind, facts)


def _steps(
    docket: Docket, row: DocketRow, duties: Collection[str], now: datetime
) -> tuple[Next, ...]:
    if row.held:
        raise HeldDocketError(
            f"{row.agency}: its docket is held; see `campaign release`"
        )
    found = next_steps(docket, duties, now)
    if isinstance(found, Why):
        raise HasteError(row.agency, found)
    return found


def _foresee(
    docket: Docket, row: DocketRow, duties: Collection[str], now: datetime
) -> tuple[Hastened, ...]:
    steps = _steps(docket, row, duties, now)
    new = _facts(steps, row, "", now)
    docket = replace(docket, entries=(*docket.entries, *new))
    taken = foresee_steps(docket, [one.key for one in steps], now)
    return tuple(Hastened(one, taken.get(one.key)) for one in steps)


def _facts(
    steps: tuple[Next, ...], row: DocketRow, act: str, now: datetime
) -> list[Entry]:
    kind = EntryKind.HASTENED
    return [
        Entry(row.n + i, now, kind, one.owes.duty, one.rung.name, act, one.wanted)
        for i, one in enumerate(steps, start=1)
    ]
