"""Pass on to the office what agencies' dockets raised and cleared."""

from datetime import datetime

from desk.desk import Desk
from desk.start import OFFICE
from ledger import campaigns, dockets, entries, signals
from ledger.errors import ConflictError
from ledger.transaction import Transaction
from rules.signals import SUPERIOR
from schemas.action import Signal
from schemas.agency import Agency
from schemas.entry import Entry, EntryKind
from schemas.matter import Matter, superior

CHUNK = 500


def pass_on(desk: Desk, now: datetime, limit: int = CHUNK) -> None:
    """Append what agencies' dockets raised and cleared to their offices' dockets."""
    while _waiting(desk):
        with desk.ledger.write() as tx:
            taken = signals.take(tx, limit)
            by_campaign: dict[int, list[tuple[str, Signal]]] = {}
            for campaign, agency, signal in taken:
                by_campaign.setdefault(campaign, []).append((agency, signal))
            for campaign, raised in by_campaign.items():
                _learn(tx, campaign, raised, now)


def _waiting(desk: Desk) -> bool:
    with desk.ledger.read() as tx:
        return signals.any_waiting(tx)


def _learn(
    tx: Transaction, campaign: int, raised: list[tuple[str, Signal]], now: datetime
) -> None:
    found = dockets.find(tx, campaign, OFFICE)
    if found is None:
        raise ConflictError(f"campaign {campaign} has no docket of its office")
    office = dockets.lock(tx, found.id)
    agencies = campaigns.agency_bodies(tx, campaign, {agency for agency, _ in raised})
    facts = [
        Entry(
            office.n + i,
            now,
            signal.kind,
            f"{agency}/{signal.duty}",
            _reader(signal, agencies[agency]),
            key=f"{agency}/{signal.key}",
        )
        for i, (agency, signal) in enumerate(raised, start=1)
    ]
    entries.append(tx, office.id, facts)
    dockets.advance(tx, office.id, facts[-1].n, now)


def _reader(signal: Signal, body: str) -> str:
    """Return whom the office tells: the agency's superior, if it has one."""
    if signal.kind is not EntryKind.RAISED or signal.step != SUPERIOR:
        return signal.step
    above = Agency.model_validate_json(body).superior
    return superior(above) if above else Matter.CALL
