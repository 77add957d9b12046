"""The office's form that excuses an agency from a duty, or asks for it again."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from calendars.plain import line
from desk.answer import NotOwedError
from desk.waive import AwaitedError, NotWaivedError, Waiver, waive
from flows.forgetting import forgetting
from flows.forms.decisions import Relief, WaiveDuty, wrong_waiver
from flows.forms.refusals import AWAITED, NOT_OWED, NOT_WAIVED, UNKNOWN_AGENCY
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen, duty_chosen
from flows.told import Refusals, act_of_run, told
from schemas import words
from schemas.entry import Person

_REFUSALS: Refusals = {
    NotOwedError: NOT_OWED,
    AwaitedError: AWAITED,
    NotWaivedError: NOT_WAIVED,
}


@flow(
    name=words.FLOWS["waive"],
    flow_run_name=f"{words.FLOWS['waive']} · {{given.agency}}",
    persist_result=False,
)
async def waive_duty(given: WaiveDuty) -> State[None]:
    """Record that a duty is waived, or is so no more; the next beat tells of it."""
    async with forgetting(given):
        return excuse(here(), given)


def excuse(at: Here, given: WaiveDuty) -> State[None]:
    """Return what came of a waiver, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_waiver(given):
        return Failed(message=wrong)
    said = (line(text).strip() for text in (given.name, given.post, given.reason))
    waives = given.decision is Relief.WAIVE
    duty = duty_chosen(given.duty, agency_chosen(given.agency)[0])
    waiver = Waiver(duty, waives, Person(*said), act_of_run())
    return told(lambda: waive(at.desk, row.id, waiver, at.now()), _REFUSALS, given)
