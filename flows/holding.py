"""The office's form for holding every letter at once, and for letting them go."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.arming.arm import (
    NotWithheldError,
    RehearsedError,
    let_out,
    withhold,
)
from desk.boards.rows import mail_line
from desk.progress import progress
from desk.start import UnknownCampaignError
from flows.form import form
from flows.forms.holding import HoldLetters, Turn
from flows.forms.refusals import (
    HELD_ALREADY,
    LET_OUT_ONE,
    NOT_WITHHELD,
    REHEARSED,
    UNKNOWN_CAMPAIGN,
)
from flows.here import Here, here
from flows.offering import agency_chosen
from schemas import words
from schemas.entry import Person
from schemas.errors import CampaignError

_WRONG: dict[type[CampaignError], str] = {
    NotWithheldError: NOT_WITHHELD,
    RehearsedError: REHEARSED,
    UnknownCampaignError: UNKNOWN_CAMPAIGN,
}


@flow(
    name=words.FLOWS["hold"],
    flow_run_name=f"{words.FLOWS['hold']} · {{given.campaign}}",
    persist_result=False,
)
@form
async def hold_letters(given: HoldLetters) -> State[None]:
    """Hold letters or let them go; Prefect keeps neither who decided so nor why."""
    return held(here(), given)


def held(at: Here, given: HoldLetters) -> State[None]:
    """Do what a form asks about letters; what is wrong is said in words."""
    campaign, _ = agency_chosen(given.campaign)
    person = Person(given.name, given.post, given.reason)
    if given.action is Turn.LET_OUT and not campaign:
        return Failed(message=LET_OUT_ONE)
    try:
        if given.action is Turn.HOLD:
            names = withhold(at.desk, campaign or None, person, at.now())
            message = f"{Turn.HOLD}: {', '.join(names)}" if names else HELD_ALREADY
        else:
            let_out(at.desk, campaign, person, at.now())
            message = mail_line(progress(at.desk, campaign, at.now()).mail)
    except tuple(_WRONG) as error:
        return Failed(message=_WRONG[type(error)].format(campaign=campaign))
    return Completed(name=words.DONE, message=message)
