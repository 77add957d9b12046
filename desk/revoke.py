"""End a link that got into wrong hands, and how long links may be opened at all."""

from datetime import date, datetime

from desk.answer import append
from desk.campaigns import named
from desk.desk import Desk
from desk.links import Tokens
from desk.pages.docket import LINGERS
from ledger import dockets
from schemas.entry import Entry, EntryKind


def revoke_link(
    desk: Desk, docket: int, act: str, now: datetime, tokens: Tokens
) -> None:
    """Give a docket a new link: the old one ends, its visits and its feed with it.

    The next beat sends the new one to the registered address.
    """
    with desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        dockets.rotate(tx, row.id, tokens())
        fact = Entry(row.n + 1, now, EntryKind.LINK_ASKED, act=act)
        append(tx, row, [fact], None, now)


def last_day_of_links(desk: Desk) -> date | None:
    """Return the last day on which any link of the ledger opens its docket."""
    return max((plan.close + LINGERS for plan in named(desk)), default=None)
