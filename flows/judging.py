"""The office's form for whose a declined duty is: accept the word, or return it."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.answer import NotOwedError
from desk.judge import Judgement, NotDeclinedError, judge
from flows.form import form
from flows.forms.decisions import JudgeDeclined, Verdict, wrong_verdict
from flows.forms.refusals import NOT_DECLINED, NOT_OWED, UNKNOWN_AGENCY
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen, id_chosen
from flows.told import Refusals, act_of_run, told
from schemas import words
from schemas.entry import Person

_REFUSALS: Refusals = {NotOwedError: NOT_OWED, NotDeclinedError: NOT_DECLINED}


@flow(
    name=words.FLOWS["judge"],
    flow_run_name=f"{words.FLOWS['judge']} · {{given.agency}}",
    persist_result=False,
)
@form
async def judge_declined(given: JudgeDeclined) -> State[None]:
    """Record whose a declined duty is; the agency is told by the next beat."""
    return decide(here(), given)


def decide(at: Here, given: JudgeDeclined) -> State[None]:
    """Return what came of a decision, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_verdict(given):
        return Failed(message=wrong)
    accepted = given.verdict is Verdict.ACCEPT
    duty = id_chosen(given.duty, agency_chosen(given.agency)[0])
    person = Person(given.name, given.post, given.reason)
    judgement = Judgement(duty, accepted, person, act_of_run())
    return told(lambda: judge(at.desk, row.id, judgement, at.now()), _REFUSALS, given)
