"""The office's form that excuses an agency from a duty, or asks for it again."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.answer import NotOwedError
from desk.waive import AwaitedError, NotWaivedError, Waiver, waive
from flows.form import form
from flows.forms.decisions import Relief, WaiveDuty, wrong_waiver
from flows.forms.refusals import AWAITED, NOT_OWED, NOT_WAIVED, UNKNOWN_AGENCY
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen, id_chosen
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
@form
async def waive_duty(given: WaiveDuty) -> State[None]:
    """Record that a duty is waived, or is so no more; the next beat tells of it."""
    return excuse(here(), given)


def excuse(at: Here, given: WaiveDuty) -> State[None]:
    """Return what came of a waiver, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_waiver(given):
        return Failed(message=wrong)
    waives = given.decision is Relief.WAIVE
    duty = id_chosen(given.duty, agency_chosen(given.agency)[0])
    person = Person(given.name, given.post, given.reason)
    waiver = Waiver(duty, waives, person, act_of_run())
    return told(lambda: waive(at.desk, row.id, waiver, at.now()), _REFUSALS, given)
