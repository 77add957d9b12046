"""The office's form that sees whether letters leave, by one to itself."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.letters.trial import NotLetOutError, send_trial
from desk.mail.outcome import Verdict
from desk.start import UnknownCampaignError
from flows.form import form
from flows.forms.refusals import (
    TRIAL_NOT_LET_OUT,
    TRIAL_NOT_TAKEN,
    UNKNOWN_CAMPAIGN,
    VERDICTS,
)
from flows.forms.trial import SendTrial
from flows.here import Here, here
from flows.offering import agency_chosen
from schemas import words


@flow(
    name=words.FLOWS["trial"],
    flow_run_name=f"{words.FLOWS['trial']} · {{given.campaign}}",
    persist_result=False,
)
@form
async def try_mail(given: SendTrial) -> State[None]:
    """Send one test letter to the office; nothing is recorded."""
    return tried(here(), given)


def tried(at: Here, given: SendTrial) -> State[None]:
    """Return what became of a test letter, in words that name no address."""
    campaign, _ = agency_chosen(given.campaign)
    try:
        outcome = send_trial(at.desk, campaign, at.post, at.now()).outcome
    except UnknownCampaignError:
        return Failed(message=UNKNOWN_CAMPAIGN.format(campaign=campaign))
    except NotLetOutError:
        return Failed(message=TRIAL_NOT_LET_OUT)
    if outcome.verdict is not Verdict.SENT:
        return Failed(message=TRIAL_NOT_TAKEN.format(why=VERDICTS[outcome.verdict]))
    return Completed(name=words.DONE, message=words.TRIAL_TAKEN)
