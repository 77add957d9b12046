"""The office's form for a consolidated report: a version, its files, its picture."""

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.boards.consolidated import consolidated_text
from desk.reports.consolidate import Made
from desk.reports.files import NoPlaceError
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from flows.artifacts import put_markdown
from flows.campaign_pages import artifact_key, picture_link
from flows.form import form
from flows.forms.consolidation import ConsolidateReports
from flows.forms.refusals import NO_PLACE, NOT_ISSUED_YET, UNKNOWN_CAMPAIGN
from flows.here import Here, here
from flows.offering import agency_chosen
from schemas import words
from tasks.reports import make_version, write_version


@flow(
    name=words.FLOWS["consolidate"],
    flow_run_name=f"{words.FLOWS['consolidate']} · {{given.campaign}}",
    persist_result=False,
)
@form
async def consolidate_reports(given: ConsolidateReports) -> State[None]:
    """Make a version where something has changed, write its files, and show it."""
    at, (campaign, _) = here(), agency_chosen(given.campaign)
    try:
        made = make_version(at.desk, campaign, at.now())
        state = _written(at, made)
    except UnknownCampaignError:
        return Failed(message=UNKNOWN_CAMPAIGN.format(campaign=campaign))
    except NotIssuedError:
        return Failed(message=NOT_ISSUED_YET)
    except NoPlaceError:
        return Failed(message=NO_PLACE)
    async with get_client() as client:
        text = consolidated_text(at.desk, made.consolidation)
        await put_markdown(client, artifact_key(campaign, "consolidated"), text)
    return state


def _written(at: Here, made: Made) -> State[None]:
    one = made.consolidation
    folder = at.settings.var / "reports" / one.campaign
    write_version(at.desk, one.campaign, one.version, folder)
    said = words.CONSOLIDATED if made.fresh else words.CONSOLIDATED_BEFORE
    message = said.format(
        version=one.version,
        reported=len(one.sources),
        expected=len(one.sources) + len(one.missing),
        folder=folder,
        page=picture_link(at.settings.ui_address, one.campaign, "consolidated"),
    )
    return Completed(name=words.DONE, message=message)
