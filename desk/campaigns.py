"""The campaigns of a ledger."""

from desk.desk import Desk
from desk.season import DRAFT
from desk.start import draft
from ledger import campaigns, dockets
from ledger.dockets import DocketRow
from schemas.agency import Agency
from schemas.assignment import DocketKind
from schemas.plan import Plan


def named(desk: Desk) -> list[Plan]:
    """Return the plan of every campaign that was started, in force or not yet."""
    with desk.ledger.read() as tx:
        return [
            draft(tx, row.id)
            if row.revision == DRAFT
            else desk.seasons.of(tx, row).plan
            for row in campaigns.every(tx)
        ]


def agencies(desk: Desk) -> list[tuple[str, str, str]]:
    """Return campaign, id and name of every agency with a docket, in order."""
    with desk.ledger.read() as tx:
        return [
            (row.name, docket.agency, Agency.model_validate_json(body).name)
            for row in campaigns.every(tx)
            for bodies in (campaigns.agency_bodies(tx, row.id),)
            for docket in dockets.of(tx, row.id)
            if docket.kind is DocketKind.AGENCY
            for body in (bodies[docket.agency],)
        ]


def duties_of(desk: Desk, row: DocketRow) -> tuple[str, ...]:
    """Return the ids of all that a docket owes under the plan in force."""
    with desk.ledger.read() as tx:
        season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
    return tuple(one.duty for one in season.assignments.get(row.agency, ()))


def first_link(desk: Desk) -> str | None:
    """Return the link of the first agency that has something to do, if there is one."""
    with desk.ledger.read() as tx:
        rows = [one for row in campaigns.every(tx) for one in dockets.of(tx, row.id)]
    owing = (row for row in rows if row.kind is DocketKind.AGENCY)
    row = min(owing, key=lambda row: row.fulfilled, default=None)
    return desk.links.url(row.token) if row else None
