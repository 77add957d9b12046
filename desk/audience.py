"""Whom the office means: agencies, groups of the plan, or everybody."""

from dataclasses import dataclass

from desk.desk import Desk
from desk.season import Season
from desk.start import find
from ledger import dockets
from ledger.campaigns import CampaignRow
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from schemas.assignment import DocketKind
from schemas.errors import CampaignError


class NobodyError(CampaignError):
    """Nobody is meant, or nobody of that name is written to."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Agencies and groups by their ids, or all agencies of a campaign."""

    agencies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    every: bool = False


def audience_named(desk: Desk, campaign: str, name: str) -> Audience:
    """Return an agency or a group by its id, all of the campaign where it is empty.

    No group has the id of an agency.
    """
    with desk.ledger.read() as tx:
        plan = desk.seasons.of(tx, find(tx, campaign)).plan
    if name in {group.id for group in plan.groups}:
        return Audience(groups=(name,))
    return Audience(agencies=(name,)) if name else Audience(every=True)


def rows_of(
    desk: Desk, tx: Transaction, row: CampaignRow, audience: Audience
) -> list[DocketRow]:
    """Return the dockets that are meant, each once; NobodyError for an unknown name."""
    season = desk.seasons.of(tx, row)
    written = {
        one.agency: one
        for one in dockets.of(tx, row.id)
        if one.kind is DocketKind.AGENCY
    }
    if audience.every:
        return list(written.values())
    members = (_members(season, group) for group in audience.groups)
    meant = {*audience.agencies, *(agency for some in members for agency in some)}
    if unknown := sorted(meant - written.keys()):
        raise NobodyError(
            f"campaign {row.name}: no agency {unknown[0]} is written to; known are "
            f"{', '.join(written)}"
        )
    if not meant:
        raise NobodyError(f"campaign {row.name}: name agencies or groups, or say all")
    return [one for agency, one in written.items() if agency in meant]


def _members(season: Season, name: str) -> tuple[str, ...]:
    groups = {one.id: one.members for one in season.plan.groups if one.members}
    if name not in groups:
        known = ", ".join(groups) or "none"
        raise NobodyError(
            f"campaign {season.plan.id}: no group {name} names its agencies (those "
            f"that do: {known})"
        )
    return groups[name]
