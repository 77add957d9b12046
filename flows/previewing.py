"""The office's form that shows the letters of a season before it happens."""

import asyncio

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.boards.plans import preview_text
from desk.letters.listing import listed
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.load import load_of
from desk.rehearsals.preview import unanswered
from flows.form import form
from flows.forms.plans import PreviewPlan
from flows.forms.wrong_plan import wrong_plan
from flows.here import here
from flows.plan_pages import Page, at_hand, show
from schemas import words


@flow(
    name=words.FLOWS["preview"],
    flow_run_name=f"{words.FLOWS['preview']} · {{given.plan}}",
    persist_result=False,
)
@form
async def preview_plan(given: PreviewPlan) -> State[None]:
    """Show letters per day and the first of them, nobody answering."""
    address = here().settings.public_address
    return await show(await asyncio.to_thread(previewed, given, address))


def previewed(given: PreviewPlan, address: str) -> Page | State[None]:
    """Play a season in memory; return its page, or why it cannot be played."""
    if wrong := at_hand(given.plan):
        return wrong
    reading = read_plan(given.plan, working_days())
    if reading.errors:
        return Failed(message=wrong_plan(given.plan, reading.errors))
    plan, roster = reading.require(as_proposed=True)
    season = unanswered(plan, roster, address)
    for _ in season.moments:
        pass
    letters = listed(season.desk, plan.id)
    load = load_of(letters, roster)
    season.desk.ledger.close()
    said = words.PREVIEWED.format(letters=len(letters), days=len(load.days))
    return Page(given.plan, "preview", preview_text(plan, letters, load), said)
