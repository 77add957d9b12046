"""Record an answer on behalf of an agency: by telephone, on paper, by mail."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.answer import Answer, NotOwedError, answer
from desk.campaigns import duties_of
from flows.form import form
from flows.forms.answers import EnterAnswer, wrong_answer
from flows.forms.refusals import NOT_OWED, UNKNOWN_AGENCY
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen, id_chosen
from flows.told import Refusals, act_of_run, told
from schemas import words
from schemas.entry import Person

_REFUSALS: Refusals = {NotOwedError: NOT_OWED}


@flow(
    name=words.FLOWS["answer"],
    flow_run_name=f"{words.FLOWS['answer']} · {{given.agency}}",
    persist_result=False,
)
@form
async def enter_answer(given: EnterAnswer) -> State[None]:
    """Record what an agency said elsewhere; the receipt's code is the run's message."""
    return enter(here(), given)


def enter(at: Here, given: EnterAnswer) -> State[None]:
    """Return what came of an answer, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_answer(given):
        return Failed(message=wrong)
    campaign, _ = agency_chosen(given.agency)
    duty = id_chosen(given.duty, campaign)
    said = Answer(
        kind=given.answer.kind,
        duties=(duty,) if duty else duties_of(at.desk, row),
        person=Person(
            given.name,
            given.post,
            given.how.beside(given.reason.strip()),
            given.concerns.strip(),
        ),
        act=act_of_run(),
    )
    return told(lambda: answer(at.desk, row.id, said, at.now()), _REFUSALS, given)
