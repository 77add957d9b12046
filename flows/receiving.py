"""The office's form for the plan from above that duties wait for."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.parent_plan import NotAwaitedError, receive_parent
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from flows.form import form
from flows.forms.fields import day_of
from flows.forms.parent import ReceiveParent, wrong_parent
from flows.forms.refusals import (
    NOT_AWAITED,
    NOT_YET,
    UNKNOWN_CAMPAIGN,
    UNSIGNED,
)
from flows.here import Here, here
from flows.offering import agency_chosen
from schemas import words
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.errors import CampaignError
from schemas.in_force import Received

_WRONG: dict[type[CampaignError], str] = {
    NotAwaitedError: NOT_AWAITED,
    NotIssuedError: UNSIGNED,
    UnknownCampaignError: UNKNOWN_CAMPAIGN,
}


@flow(
    name=words.FLOWS["received"],
    flow_run_name=f"{words.FLOWS['received']} · {{given.campaign}}",
    persist_result=False,
)
@form
async def receive_plan(given: ReceiveParent) -> State[None]:
    """Record that the plan from above has come."""
    return received(here(), given)


def received(at: Here, given: ReceiveParent) -> State[None]:
    """Return what came of a form, in words for who filled it in."""
    campaign, _ = agency_chosen(given.campaign)
    day, now = day_of(given.dated), at.now()
    if (wrong := wrong_parent(given)) or day is None:
        return Failed(message=wrong)
    if day > now.astimezone(VN).date():
        return Failed(message=NOT_YET.format(day=given.dated))
    parent = Received(number=given.number, dated=day, at=now)
    try:
        receive_parent(at.desk, campaign, parent)
    except tuple(_WRONG) as error:
        return Failed(message=_WRONG[type(error)].format(campaign=campaign))
    message = words.ENTRIES[EntryKind.RECEIVED]
    return Completed(name=words.DONE, message=message)
