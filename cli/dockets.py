"""Find the docket a command names."""

from desk.campaigns import agencies
from desk.desk import Desk
from desk.state import docket_of
from ledger.dockets import DocketRow
from schemas.assignment import DocketKind
from schemas.errors import CampaignError


class UnknownAgencyError(CampaignError):
    """The agency has no docket in that campaign."""


def docket_named(desk: Desk, campaign: str, agency: str) -> DocketRow:
    """Return an agency's docket in a campaign; UnknownAgencyError if it has none."""
    row = docket_of(desk, campaign, agency)
    if row is None or row.kind is DocketKind.OFFICE:
        known = [one for name, one, _ in agencies(desk) if name == campaign]
        why = f"known are {', '.join(known)}" if known else "its plan is not issued yet"
        raise UnknownAgencyError(f"campaign {campaign}: no agency {agency}; {why}")
    return row
