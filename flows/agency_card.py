"""What a card of the board does when somebody resumes it: confirm for the agency."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from desk.answer import Answer, NothingToSayError, answer
from desk.campaigns import duties_of
from desk.progress import progress
from desk.state import docket_of
from flows.cards import confirm_form
from flows.form import in_words
from flows.forms.answers import ConfirmOnBehalf, wrong_confirmation
from flows.forms.refusals import NOTHING_NEW, UNKNOWN_AGENCY
from flows.here import here
from flows.waiting import ask, times_answered
from schemas import words
from schemas.assignment import DocketKind
from schemas.entry import EntryKind, Person
from schemas.status import Status


@flow(name=words.FLOWS["board"], persist_result=False)
async def agency_card(campaign: str, agency: str) -> State[None]:
    """Wait for who confirmed, then record the receipt of all that the agency owes."""
    at = here()
    row = docket_of(at.desk, campaign, agency)
    if row is None or row.kind is not DocketKind.AGENCY:
        return Failed(message=UNKNOWN_AGENCY.format(agency=agency))
    now = at.now()
    form = confirm_form(progress(at.desk, campaign, now), agency, now)
    waiting = words.STATUSES[Status.AWAITING]
    given = await ask(form, waiting, wrong_confirmation)
    # An answer that was taken back is not given again by the same words of before.
    act = f"card-{flow_run.get_id()}-{await times_answered()}"

    async def confirm(given: ConfirmOnBehalf) -> State[None]:
        duties = duties_of(at.desk, row)
        said = Answer(EntryKind.CONFIRMED, duties, _person(given), act)
        try:
            receipt = answer(at.desk, row.id, said, at.now())
        except NothingToSayError:
            return Completed(message=NOTHING_NEW)
        return Completed(message=words.RECEIPT.format(code=receipt.code))

    return await in_words(confirm, given)


def _person(given: ConfirmOnBehalf) -> Person:
    note = "; ".join(filter(None, (given.how, given.note)))
    return Person(given.name, given.post, note)
