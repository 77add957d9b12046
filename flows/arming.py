"""The office's form for real mail: what arming means, arming, the next stage."""

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.arming import arm as arming
from desk.arming.outlook import Outlook, outlook
from desk.boards.armed import armed_text
from desk.boards.rows import mail_line
from desk.progress import progress
from desk.start import UnknownCampaignError
from flows.artifacts import put_markdown
from flows.campaign_pages import artifact_key, picture_link
from flows.form import form
from flows.forms.arming import Arm, ArmCampaign
from flows.forms.refusals import (
    ARM_STALE,
    NO_SERVER,
    NOT_ARMED,
    NOT_TYPED,
    REHEARSED,
    UNKNOWN_CAMPAIGN,
    UNSIGNED,
)
from flows.here import Here, here
from flows.offering import agency_chosen
from schemas import words
from schemas.entry import Person
from schemas.errors import CampaignError

_WRONG: dict[type[CampaignError], str] = {
    arming.RehearsedError: REHEARSED,
    arming.NoServerError: NO_SERVER,
    arming.NotBindingError: UNSIGNED,
    arming.NotTypedError: NOT_TYPED,
    arming.StalePreviewError: ARM_STALE,
    arming.NotArmedError: NOT_ARMED,
    UnknownCampaignError: UNKNOWN_CAMPAIGN,
}


@flow(
    name=words.FLOWS["arm"],
    flow_run_name=f"{words.FLOWS['arm']} · {{given.campaign}}",
    persist_result=False,
)
@form
async def arm_campaign(given: ArmCampaign) -> State[None]:
    """Show what arming means, or arm; Prefect does not keep who decided so."""
    state, shown = armed(here(), given)
    if shown is not None:
        campaign = agency_chosen(given.campaign)[0]
        async with get_client() as client:
            key = artifact_key(campaign, "arming")
            await put_markdown(client, key, armed_text(campaign, shown))
    return state


def armed(at: Here, given: ArmCampaign) -> tuple[State[None], Outlook | None]:
    """Return what came of a form, and what it showed; say in words what is wrong."""
    campaign, _ = agency_chosen(given.campaign)
    decide = arming.open_stage if given.action is Arm.NEXT else arming.arm
    person = Person(given.name, given.post)
    typed, seen, now = given.typed.strip(), given.seen.strip(), at.now()
    try:
        if given.action is Arm.PREVIEW:
            shown = outlook(at.desk, campaign, now)
            message = words.ARMING_SHOWN.format(
                waiting=shown.waiting,
                page=picture_link(at.settings.ui_address, campaign, "arming"),
                seen=shown.preview,
            )
            return Completed(name=words.DONE, message=message), shown
        decide(at.desk, campaign, typed, seen, person, now)
    except tuple(_WRONG) as error:
        said = _WRONG[type(error)]
        return Failed(message=said.format(campaign=campaign, typed=typed)), None
    mail = mail_line(progress(at.desk, campaign, now).mail)
    return Completed(name=words.DONE, message=mail), None
