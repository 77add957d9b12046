"""The office's form for an amended plan: shown first, then applied by its number."""

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.amendments import proposal
from desk.amendments.apply import GroundMovedError, apply_amendment
from desk.amendments.preview import Preview, preview_amendment
from desk.amendments.proposal import Edited
from desk.boards.amended import amended_text
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from flows.artifacts import put_markdown
from flows.campaign_pages import artifact_key, picture_link
from flows.form import form
from flows.forms.amendment import Amending, AmendPlan, Signed
from flows.forms.refusals import (
    AMENDMENT_ENDED,
    AMENDMENT_HALF_FILLED,
    AMENDMENT_NOTHING,
    AMENDMENT_PAST,
    AMENDMENT_REPORTED,
    AMENDMENT_SIGNED,
    GROUND_MOVED,
    NOTHING_TO_AMEND_YET,
    UNKNOWN_CAMPAIGN,
)
from flows.forms.season import SignOff, signing, wrong_signing
from flows.forms.wrong_plan import wrong_plan
from flows.here import Here, here
from schemas import words
from schemas.errors import CampaignError

_REFUSALS: dict[type[CampaignError], str] = {
    NotIssuedError: NOTHING_TO_AMEND_YET,
    UnknownCampaignError: UNKNOWN_CAMPAIGN,
    GroundMovedError: GROUND_MOVED,
    proposal.NothingToAmendError: AMENDMENT_NOTHING,
    proposal.EndedError: AMENDMENT_ENDED,
    proposal.PastDeadlineError: AMENDMENT_PAST,
    proposal.ReportedError: AMENDMENT_REPORTED,
    proposal.SignedBeforeError: AMENDMENT_SIGNED,
}


@flow(
    name=words.FLOWS["amend"],
    flow_run_name=f"{words.FLOWS['amend']} · {{given.plan}}",
    persist_result=False,
)
@form
async def amend_plan(given: AmendPlan) -> State[None]:
    """Show what an edited plan brings, or let it bind as it was shown."""
    at = here()
    state, shown = amended(at, given)
    if shown is not None:
        await show_amendment(given.plan, shown)
    return state


def amended(at: Here, given: AmendPlan) -> tuple[State[None], Preview | None]:
    """Return what came of a form, and what it showed; say in words what is wrong."""
    reading = read_plan(given.plan, working_days())
    if reading.hindrances:
        return Failed(message=wrong_plan(given.plan, reading.hindrances)), None
    edited = Edited(*reading.require())
    return amended_by(at, edited, given, confirmed=given.dates_confirmed)


def amended_by(
    at: Here, edited: Edited, given: Signed, *, confirmed: bool = False
) -> tuple[State[None], Preview | None]:
    """Show what an edit of the plan in force brings, or apply what was shown."""
    try:
        if given.action is Amending.APPLY:
            return _applied(at, given, edited, confirmed=confirmed), None
        shown = preview_amendment(at.desk, edited, at.now(), confirmed=confirmed)
    except tuple(_REFUSALS) as error:
        return Failed(message=not_amended(error, edited.plan.id)), None
    message = words.AMENDMENT_SHOWN.format(
        letters=len(shown.letters),
        agencies=len({one.agency for one in shown.letters}),
        page=picture_link(at.settings.ui_address, edited.plan.id, "amendment"),
        seen=shown.seen,
    )
    return Completed(name=words.DONE, message=message), shown


def not_amended(error: CampaignError, campaign: str) -> str:
    """Say why an amendment is refused."""
    about = error.about if isinstance(error, proposal.AmendmentError) else ""
    return _REFUSALS[type(error)].format(campaign=campaign, about=about)


async def show_amendment(campaign: str, shown: Preview) -> None:
    """Put a preview where the office reads it before it signs."""
    async with get_client() as client:
        key = artifact_key(campaign, "amendment")
        text = amended_text(shown, marked=here().desk.marked)
        await put_markdown(client, key, text)


def _applied(
    at: Here, given: Signed, edited: Edited, *, confirmed: bool
) -> State[None]:
    if not (given.number and given.signed_on and given.signer and given.seen):
        return Failed(message=AMENDMENT_HALF_FILLED)
    signed = SignOff(
        number=given.number.strip(),
        signed_on=given.signed_on,
        signer=given.signer,
        dates_confirmed=confirmed,
    )
    if wrong := wrong_signing(signed, at.now(), at.rehearsed() is not None):
        return Failed(message=wrong)
    document = signing(signed)
    seen, now = given.seen.strip(), at.now()
    done = apply_amendment(
        at.desk, edited, document, seen, now, at.tokens(f"amended/{seen}")
    )
    message = words.AMENDMENT_APPLIED.format(
        number=document.number, revision=done.after.in_force.revision
    )
    return Completed(name=words.DONE, message=message)
