"""Pass on what dockets have to tell others: their office, and who waits for them."""

from collections.abc import Iterable
from datetime import datetime

from desk.desk import Desk
from desk.start import OFFICE
from ledger import campaigns, dockets, entries, signals
from ledger.dockets import DocketRow
from ledger.errors import ConflictError
from ledger.transaction import Transaction
from rules.signals import SUPERIOR
from schemas.action import Signal
from schemas.agency import Agency
from schemas.entry import Entry, EntryKind
from schemas.matter import Matter, superior

CHUNK = 500
_FOR_THE_OFFICE = (EntryKind.RAISED, EntryKind.CLEARED)
_Told = list[tuple[str, Signal]]
"""What one docket learns: from which agency, and what."""


def pass_on(desk: Desk, now: datetime, limit: int = CHUNK) -> None:
    """Append to dockets what others have to tell them.

    They are locked in the order of their ids, as everybody does who locks several.
    """
    while _waiting(desk):
        with desk.ledger.write() as tx:
            told = _by_docket(tx, signals.take(tx, limit))
            for docket in sorted(told):
                _learn(tx, docket, told[docket], now)


def _waiting(desk: Desk) -> bool:
    with desk.ledger.read() as tx:
        return signals.any_waiting(tx)


def _by_docket(
    tx: Transaction, taken: Iterable[tuple[int, str, Signal]]
) -> dict[int, _Told]:
    """Return what is to be learned by the office's docket, or by those that wait."""
    readers: dict[tuple[int, str], _Told] = {}
    for campaign, agency, signal in taken:
        reader = OFFICE if signal.kind in _FOR_THE_OFFICE else signal.step
        readers.setdefault((campaign, reader), []).append((agency, signal))
    return {_docket(tx, *reader): told for reader, told in readers.items()}


def _docket(tx: Transaction, campaign: int, agency: str) -> int:
    found = dockets.find(tx, campaign, agency)
    if found is None:
        raise ConflictError(f"campaign {campaign} has no docket of {agency}")
    return found.id


def _learn(tx: Transaction, docket: int, told: _Told, now: datetime) -> None:
    row = dockets.lock(tx, docket)
    facts = learned(tx, row, told, now)
    entries.append(tx, docket, facts)
    dockets.advance(tx, docket, facts[-1].n, now)


def learned(
    tx: Transaction, row: DocketRow, told: list[tuple[str, Signal]], now: datetime
) -> list[Entry]:
    """Return the facts by which a docket knows what agencies have to tell it."""
    steps = _raised_to(tx, row, told) if row.agency == OFFICE else [""] * len(told)
    return [
        Entry(
            row.n + i,
            now,
            signal.kind,
            f"{agency}/{signal.duty}",
            step,
            key=f"{agency}/{signal.key}",
        )
        for i, ((agency, signal), step) in enumerate(zip(told, steps, strict=True), 1)
    ]


def _raised_to(tx: Transaction, office: DocketRow, told: _Told) -> list[str]:
    """Return whom the office tells: the agency's superior, if it has one."""
    ids = {agency for agency, _ in told}
    agencies = campaigns.agency_bodies(tx, office.campaign, ids)
    return [
        _above(agencies[agency])
        if signal.kind is EntryKind.RAISED and signal.step == SUPERIOR
        else signal.step
        for agency, signal in told
    ]


def _above(body: str) -> str:
    above = Agency.model_validate_json(body).superior
    return superior(above) if above else Matter.CALL
