"""The office's form that checks a plan's files."""

from prefect import flow
from prefect.client.schemas.objects import State

from desk.boards.plans import checked_text
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from flows.form import form
from flows.forms.plans import CheckPlan
from flows.plan_pages import Page, at_hand, show
from schemas import words


@flow(
    name=words.FLOWS["check"],
    flow_run_name=f"{words.FLOWS['check']} · {{given.plan}}",
    persist_result=False,
)
@form
async def check_plan(given: CheckPlan) -> State[None]:
    """Show all that is wrong and odd about a plan at once."""
    return await show(checked(given))


def checked(given: CheckPlan) -> Page | State[None]:
    """Return the page of a plan's errors, questions and warnings."""
    if wrong := at_hand(given.plan):
        return wrong
    reading = read_plan(given.plan, working_days())
    said = words.CHECKED.format(
        errors=len(reading.errors),
        questions=len(reading.questions),
        warnings=len(reading.warnings),
    )
    return Page(given.plan, "check", checked_text(given.plan, reading), said)
