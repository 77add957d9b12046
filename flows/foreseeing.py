"""The office's form that foresees how many reports will have come in time."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.boards.plans import forecast_text
from desk.forecast import foresee
from desk.progress import progress
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from flows.form import form
from flows.forms.plans import ForecastReports
from flows.forms.refusals import UNKNOWN_CAMPAIGN, UNSIGNED
from flows.here import Here, here
from flows.offering import agency_chosen
from flows.plan_pages import Page, show
from schemas import words


@flow(
    name=words.FLOWS["forecast"],
    flow_run_name=f"{words.FLOWS['forecast']} · {{given.campaign}}",
    persist_result=False,
)
@form
async def foresee_reports(given: ForecastReports) -> State[None]:
    """Show how many reports will have come in time, and whose are in doubt."""
    return await show(foreseen(here(), given))


def foreseen(at: Here, given: ForecastReports) -> Page | State[None]:
    """Return the page of a campaign's forecast, or why there is none."""
    campaign, _ = agency_chosen(given.campaign)
    now = at.now()
    try:
        found = foresee(at.desk, campaign, now)
    except UnknownCampaignError:
        return Failed(message=UNKNOWN_CAMPAIGN.format(campaign=campaign))
    except NotIssuedError:
        return Failed(message=UNSIGNED)
    if found is None:
        return Completed(name=words.DONE, message=words.NOT_FORESEEN)
    said = words.FORESEEN.format(
        likely=f"{found.likely:.0f}",
        expected=found.expected,
        percent=f"{found.percent:.0f}",
    )
    text = forecast_text(progress(at.desk, campaign, now), found, now)
    return Page(campaign, "forecast", text, said)
