"""The office's form that makes next year's plan from last year's."""

from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.boards.renewed import renewed_text
from desk.plans.days_off import working_days
from desk.plans.files import CAMPAIGNS_HOME
from desk.renew import FolderTakenError, WrongYearError, new_campaign, to_fill_in
from flows.form import form
from flows.forms.plans import NextYear
from flows.forms.refusals import FOLDER_TAKEN, NOT_WRITTEN, WRONG_YEAR
from flows.forms.wrong_plan import wrong_plan
from flows.here import Here, here
from flows.plan_pages import Page, at_hand, show
from schemas import words
from schemas.errors import PlanError


@flow(
    name=words.FLOWS["new"],
    flow_run_name=f"{words.FLOWS['new']} · {{given.plan}}, {{given.year}}",
    persist_result=False,
)
@form
async def next_year(given: NextYear) -> State[None]:
    """Write the plan of another year beside the others, and show what became of it."""
    return await show(renewed(here(), given, CAMPAIGNS_HOME))


def renewed(at: Here, given: NextYear, home: Path) -> Page | State[None]:
    """Write a campaign's folder; return its page, or why there is none."""
    if wrong := at_hand(given.plan):
        return wrong
    try:
        new = new_campaign(given.plan, given.year, None, at.desk, at.now(), home)
    except PlanError as error:
        return Failed(message=wrong_plan(given.plan, error.problems))
    except WrongYearError:
        return Failed(message=WRONG_YEAR.format(**given.model_dump()))
    except FolderTakenError:
        return Failed(message=FOLDER_TAKEN.format(**given.model_dump()))
    except OSError:
        return Failed(message=NOT_WRITTEN.format(folder=home))
    said = words.RENEWED.format(
        campaign=new.campaign,
        before=given.plan,
        blank=len(to_fill_in(new)),
        folder=new.folder,
    )
    return Page(new.campaign, "new", renewed_text(new, working_days()), said)
