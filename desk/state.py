"""Read and record how far a campaign's phases have come."""

from datetime import date, datetime

from desk.desk import Desk
from desk.season import DRAFT
from desk.start import OFFICE, find, record
from ledger import dockets, entries
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.phases import Reached
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.errors import CampaignError


class NotHeldError(CampaignError):
    """The docket does not wait for a person: there is nothing to release."""


def reached(desk: Desk, name: str) -> Reached:
    """Return what a campaign has come to."""
    with desk.ledger.read() as tx:
        row = find(tx, name)
        if row.revision == DRAFT:
            return Reached()
        ceremony = desk.seasons.of(tx, row).in_force.ceremony
        kinds = {fact.kind for fact in office_facts(tx, row.id)}
    launch_on = ceremony.starts.astimezone(VN).date() if ceremony else None
    return Reached(
        issued=True,
        launch_on=launch_on,
        held=EntryKind.HELD in kinds,
        closed=EntryKind.CLOSED in kinds,
    )


def office_facts(tx: Transaction, campaign: int) -> tuple[Entry, ...]:
    """Return the facts about the whole campaign."""
    row = dockets.find(tx, campaign, OFFICE)
    return entries.of(tx, [row.id])[row.id] if row else ()


def docket_of(desk: Desk, name: str, agency: str) -> DocketRow | None:
    """Return an agency's docket in a campaign, None where it owes nothing there."""
    with desk.ledger.read() as tx:
        return dockets.find(tx, find(tx, name).id, agency)


def release_docket(desk: Desk, name: str, agency: str, now: datetime) -> None:
    """Let a held docket be decided again; NotHeldError where it is not held."""
    with desk.ledger.write() as tx:
        rows = dockets.of(tx, find(tx, name).id)
        row = next((one for one in rows if one.agency == agency and one.held), None)
        if row is None:
            held = ", ".join(one.agency for one in rows if one.held) or "none"
            raise NotHeldError(f"{agency}: its docket is not held (held: {held})")
        dockets.release(tx, row.id, now)


def open_activities(desk: Desk, name: str, day: date, now: datetime) -> None:
    """Record that the activities were opened, marked or closed on a day, once."""
    with desk.ledger.write() as tx:
        row = find(tx, name)
        key = f"activities-{day}"
        record(tx, row.id, EntryKind.OPENED, now, step=f"{day}", key=key)


def close(desk: Desk, name: str, now: datetime, why: str) -> None:
    """Close a campaign's books, once; `why` is `complete` or `lock`."""
    with desk.ledger.write() as tx:
        row = find(tx, name)
        record(tx, row.id, EntryKind.CLOSED, now, step=why, key="closed")
