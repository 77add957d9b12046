"""The launch ceremony: fix place and hour, invite; afterwards record how it went."""

from functools import partial

from prefect import flow
from prefect.client.schemas.objects import State

from desk.start import fix_launch, hold_launch
from desk.state import reached
from flows.again import again
from flows.beating import beat_once
from flows.forms.season import (
    FixLaunch,
    HoldLaunch,
    ceremony,
    held_on,
    wrong_holding,
    wrong_launch,
)
from flows.here import Here, here
from flows.stories import tell
from flows.waiting import Form, ask
from schemas import words

FIX, HOLD = "launch", "launch-held"


@flow(name=words.FLOWS["launch"], persist_result=False)
@again
async def launch_ceremony(campaign: str, step: str = FIX) -> State[None]:
    """Wait for place and hour, then invite; or wait for what became of it."""
    at = here()
    if step == HOLD:
        await _record(at, campaign)
    else:
        await _fix(at, campaign)
    done = await beat_once(at, at.now())
    await tell(at, campaign, "launch")
    return done


async def _fix(at: Here, campaign: str) -> None:
    if reached(at.desk, campaign).launch_on is not None:
        return
    form = Form(FixLaunch, await tell(at, campaign, "launch"))
    wrong = partial(wrong_launch, now=at.now())
    given = await ask(form, words.WAITING[FIX], wrong)
    fix_launch(at.desk, campaign, ceremony(given), at.now())


async def _record(at: Here, campaign: str) -> None:
    if reached(at.desk, campaign).held:
        return
    form = Form(HoldLaunch, await tell(at, campaign, "launch"))
    wrong = partial(wrong_holding, now=at.now())
    given = await ask(form, words.WAITING[HOLD], wrong)
    hold_launch(at.desk, campaign, held_on(given), given.attendance, at.now())
