"""Issue the plan: wait for the signature, then assign."""

from functools import partial

from prefect import flow
from prefect.client.schemas.objects import State

from desk.start import sign_off
from desk.state import reached
from flows.again import again
from flows.beating import beat_once
from flows.forms.season import SignOff, signing, wrong_signing
from flows.here import here
from flows.stories import tell
from flows.waiting import Form, ask
from schemas import words


@flow(name=words.FLOWS["issuance"], persist_result=False)
@again
async def plan_issuance(campaign: str) -> State[None]:
    """Wait for number, day and signer; then the plan binds and its letters go."""
    at = here()
    if not reached(at.desk, campaign).issued:
        rehearsed = at.rehearsed() is not None
        wrong = partial(wrong_signing, now=at.now(), rehearsed=rehearsed)
        form = Form(SignOff, await tell(at, campaign, "issuance"))
        given = await ask(form, words.WAITING["issuance"], wrong)
        sign_off(at.desk, campaign, signing(given), at.now(), at.tokens())
    done = await beat_once(at, at.now())
    await tell(at, campaign, "issuance")
    return done
