"""The office's form that hands a consolidated report to the level above."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.answer import NotOwedError
from desk.reports.consolidate import NotConsolidatedError, consolidation_of
from desk.reports.submit import LockedError, WrongReportError
from desk.reports.upward import Acceptance, NoParentError, OutdatedError, accept
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from flows.form import form
from flows.forms.refusals import (
    ABOVE_LOCKED,
    ABOVE_NOT_ISSUED,
    NO_ABOVE,
    NOT_CONSOLIDATED,
    NOT_FOR_ABOVE,
    OUTDATED,
    UNKNOWN_CAMPAIGN,
)
from flows.forms.upward import AcceptConsolidation
from flows.here import Here, here
from flows.offering import agency_chosen
from flows.told import Refusals, told
from schemas import words
from schemas.entry import Person

_REFUSALS: Refusals = {
    NoParentError: NO_ABOVE,
    OutdatedError: OUTDATED,
    NotIssuedError: ABOVE_NOT_ISSUED,
    NotOwedError: NO_ABOVE,
    LockedError: ABOVE_LOCKED,
    WrongReportError: NOT_FOR_ABOVE,
}


@flow(
    name=words.FLOWS["accept"],
    flow_run_name=f"{words.FLOWS['accept']} · {{given.campaign}}",
    persist_result=False,
)
@form
async def accept_consolidation(given: AcceptConsolidation) -> State[None]:
    """Report a consolidated version above; Prefect does not keep who accepted it."""
    return accepted(here(), given)


def accepted(at: Here, given: AcceptConsolidation) -> State[None]:
    """Return what came of an acceptance, in words for who filled it in."""
    campaign, _ = agency_chosen(given.campaign)
    person = Person(given.name, given.post)
    try:
        made = consolidation_of(at.desk, campaign, given.version or None)
    except UnknownCampaignError:
        return Failed(message=UNKNOWN_CAMPAIGN.format(campaign=campaign))
    except NotConsolidatedError:
        return Failed(message=NOT_CONSOLIDATED)
    acceptance = Acceptance(made.version, person)
    return told(
        lambda: accept(at.desk, campaign, acceptance, at.now()), _REFUSALS, given
    )
