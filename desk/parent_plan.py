"""Record that the parent's plan has come, which duties of a campaign wait for."""

from desk.desk import Desk
from desk.season import bind
from desk.start import lock, record
from rules.in_force import lacks_parent, receive
from schemas.entry import EntryKind
from schemas.errors import CampaignError
from schemas.in_force import Received


class NotAwaitedError(CampaignError):
    """The campaign's plan names no parent's plan, or one that was issued."""


def receive_parent(desk: Desk, name: str, parent: Received) -> None:
    """Record the parent's plan: a new revision, so that every docket hears of it."""
    with desk.ledger.write() as tx:
        row = lock(tx, name)
        in_force = desk.seasons.of(tx, row).in_force
        if not lacks_parent(in_force):
            raise NotAwaitedError(
                f"campaign {name}: no plan of a parent is awaited: its plan names none "
                "in `parent_plan`, or one whose number is known"
            )
        after = receive(in_force, parent)
        bind(tx, row.id, after)
        step = f"{parent.number}/{parent.dated}"
        record(tx, row.id, EntryKind.RECEIVED, parent.at, step=step)
