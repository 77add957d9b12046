"""Start a campaign: check its plan, record the start, submit the plan's issue."""

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.start import start
from flows.form import form
from flows.forms.season import StartCampaign
from flows.forms.wrong_plan import wrong_plan
from flows.here import here
from flows.phases import submit_due
from schemas import words


@flow(
    name=words.FLOWS["campaign"],
    flow_run_name=f"{words.FLOWS['campaign']} · {{choice.plan}}",
    persist_result=False,
)
@form
async def campaign(choice: StartCampaign) -> State[None]:
    """Record the start of a campaign whose plan has no errors; once.

    A rehearsal plays on what is proposed where questions of the plan are open.
    """
    at = here()
    reading = read_plan(choice.plan, working_days())
    played = at.rehearsed() is not None
    if hindrances := reading.errors if played else reading.hindrances:
        return Failed(message=wrong_plan(choice.plan, hindrances))
    plan, roster = reading.require(as_proposed=played)
    new = start(at.desk, plan, roster, at.now(), at.tokens("office"))
    async with get_client() as client:
        await submit_due(client, at, at.now())
    return Completed(
        name=words.DONE, message=words.STARTED if new else words.STARTED_BEFORE
    )
