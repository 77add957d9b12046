"""What is to be expected of a season's reports, from the answers the ledger holds."""

from datetime import datetime

from desk.desk import Desk
from desk.season import DRAFT, Season
from desk.start import OFFICE, find
from ledger import campaigns, dockets
from ledger.campaigns import CampaignRow
from ledger.transaction import Transaction
from rules.docket import Docket
from rules.forecast import Forecast, Kept, forecast, kept
from rules.renewal.bodies import standing_for
from rules.renewal.wording import renewed_id
from schemas.agency import Agency
from schemas.plan import Plan


def foresee(desk: Desk, name: str, now: datetime) -> Forecast | None:
    """Return the forecast of a campaign's reports; None while nothing was learned yet.

    Raises UnknownCampaignError, NotIssuedError.
    """
    with desk.ledger.read() as tx:
        row = find(tx, name)
        season = desk.seasons.of(tx, row)
        here = _dockets(desk, tx, row, season)
        past = _past(desk, tx, season.plan, now)
    return forecast(here.values(), past, now, desk.days)


def _past(desk: Desk, tx: Transaction, plan: Plan, now: datetime) -> dict[str, Kept]:
    """Return what agencies kept in this campaign's earlier years.

    A body that is over hands its record to its successor, as it does its duties.
    """
    found: dict[str, Kept] = {}
    for row in campaigns.every(tx):
        if row.revision == DRAFT:
            continue
        season = desk.seasons.of(tx, row)
        before = season.plan
        if before.year >= plan.year or renewed_id(before, plan.year) != plan.id:
            continue
        heirs = standing_for(_agencies(tx, row), plan.planned_issue)
        for agency, docket in _dockets(desk, tx, row, season).items():
            then = kept(docket, now, desk.days)
            for heir in heirs.get(agency, ()):
                found[heir] = found.get(heir, Kept()).and_then(then)
    return found


def _dockets(
    desk: Desk, tx: Transaction, row: CampaignRow, season: Season
) -> dict[str, Docket]:
    every = desk.folded.of(tx, season, dockets.of(tx, row.id))
    every.pop(OFFICE, None)
    return every


def _agencies(tx: Transaction, row: CampaignRow) -> dict[str, Agency]:
    bodies = campaigns.agency_bodies(tx, row.id)
    return {
        name: Agency.model_validate_json(body)
        for name, body in bodies.items()
        if ":" not in name
    }
