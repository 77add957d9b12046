"""The office's forms for one duty: give it to another agency, or withdraw it."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.amendments.preview import Preview
from desk.amendments.reassign import (
    ReassignmentError,
    UnknownOwnerError,
    with_reassigned,
)
from desk.campaigns import duties_of
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from flows.amending import amended_by, show_amendment
from flows.form import form
from flows.forms.amendment import ReassignDuty, WithdrawDuty
from flows.forms.refusals import (
    NOBODY_OWES,
    NOT_REASSIGNED,
    NOTHING_TO_AMEND_YET,
    OTHER_CAMPAIGN,
    UNKNOWN_AGENCY,
)
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen, id_chosen
from flows.told import owed_in_words
from rules.reassigned import Reassignment, Why
from schemas import words


@flow(
    name=words.FLOWS["reassign"],
    flow_run_name=f"{words.FLOWS['reassign']} · {{given.agency}}",
    persist_result=False,
)
@form
async def reassign_duty(given: ReassignDuty) -> State[None]:
    """Show what giving a duty to another agency brings, or let it bind as shown."""
    state, shown = reassigned(here(), given)
    if shown is not None:
        await show_amendment(agency_chosen(given.agency)[0], shown)
    return state


@flow(
    name=words.FLOWS["withdraw"],
    flow_run_name=f"{words.FLOWS['withdraw']} · {{given.agency}}",
    persist_result=False,
)
@form
async def withdraw_duty(given: WithdrawDuty) -> State[None]:
    """Show what withdrawing a duty brings, or let it bind as shown."""
    state, shown = withdrawn(here(), given)
    if shown is not None:
        await show_amendment(agency_chosen(given.agency)[0], shown)
    return state


def reassigned(at: Here, given: ReassignDuty) -> tuple[State[None], Preview | None]:
    """Return what came of a form, and what it showed; say in words what is wrong."""
    campaign, agency = agency_chosen(given.agency)
    there, to = agency_chosen(given.to)
    if there != campaign:
        return Failed(message=OTHER_CAMPAIGN), None
    if not (agency and to):
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency)), None
    asked = Reassignment(id_chosen(given.duty, campaign), agency, to)
    return _amended(at, campaign, asked, given)


def withdrawn(at: Here, given: WithdrawDuty) -> tuple[State[None], Preview | None]:
    """Return what came of a form, and what it showed; say in words what is wrong."""
    campaign, agency = agency_chosen(given.agency)
    asked = Reassignment(id_chosen(given.duty, campaign), agency)
    return _amended(at, campaign, asked, given)


def _amended(
    at: Here, campaign: str, asked: Reassignment, given: ReassignDuty | WithdrawDuty
) -> tuple[State[None], Preview | None]:
    try:
        edited = with_reassigned(at.desk, campaign, asked)
    except ReassignmentError as error:
        return Failed(message=_not_reassigned(at, error.why, asked, given)), None
    except UnknownOwnerError:
        return Failed(message=UNKNOWN_AGENCY.format(agency=asked.to)), None
    except UnknownCampaignError:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency)), None
    except NotIssuedError:
        return Failed(message=NOTHING_TO_AMEND_YET), None
    return amended_by(at, edited, given)


def _not_reassigned(
    at: Here, why: Why, asked: Reassignment, given: ReassignDuty | WithdrawDuty
) -> str:
    row = docket_chosen(at.desk, given.agency)
    if why is Why.NOT_OWED and not asked.agency:
        return NOBODY_OWES.format(duty=asked.duty)
    owed = owed_in_words(duties_of(at.desk, row) if row else ())
    fields = asked._asdict() | {"agency": asked.agency or words.ALL_AGENCIES}
    return NOT_REASSIGNED[why].format(**fields, owed=owed)
