"""Record an answer on behalf of an agency: by telephone, on paper, by mail."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from desk.answer import Answer, NothingToSayError, NotOwedError, answer
from desk.campaigns import duties_of
from flows.forgetting import forgetting
from flows.forms import NOT_OWED, NOTHING_NEW, UNKNOWN_AGENCY, EnterAnswer
from flows.here import Here, here
from flows.offering import docket_chosen
from schemas import words
from schemas.entry import Person


@flow(
    name=words.FLOWS["answer"],
    flow_run_name=f"{words.FLOWS['answer']} · {{given.agency}}",
    persist_result=False,
)
async def enter_answer(given: EnterAnswer) -> State[None]:
    """Record what an agency said elsewhere; the receipt's code is the run's message."""
    async with forgetting(given):
        return enter(here(), given)


def enter(at: Here, given: EnterAnswer) -> State[None]:
    """Return what came of an answer, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    said = Answer(
        kind=given.answer.kind,
        duties=(given.duty,) if given.duty else duties_of(at.desk, row),
        person=Person(given.name, given.post, given.how),
        act=f"office-{flow_run.get_id()}",
    )
    try:
        receipt = answer(at.desk, row.id, said, at.now())
    except NotOwedError:
        return Failed(message=NOT_OWED.format(agency=given.agency, duty=given.duty))
    except NothingToSayError:
        return Completed(name=words.DONE, message=NOTHING_NEW)
    return Completed(name=words.DONE, message=words.RECEIPT.format(code=receipt.code))
