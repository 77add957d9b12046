"""The office's form for announcements: shown first, then sent."""

from prefect import flow
from prefect.client.schemas.objects import State, StateType
from prefect.states import Completed, Failed

from desk.announce import Reach, announce, foreseen
from desk.audience import NobodyError, audience_named
from desk.free_text import RefusedTextError
from desk.letters.views import moment_in_words
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from flows.forgetting import forget
from flows.form import in_words
from flows.forms.notice import Act, AnnounceToAgencies
from flows.forms.refusals import (
    ANNOUNCED,
    ANNOUNCED_FROM,
    MISSED,
    NOT_ANNOUNCED,
    NOT_ISSUED,
    REFUSED_TEXTS,
    UNKNOWN_AGENCY,
)
from flows.here import Here, here
from flows.offering import agency_chosen
from schemas import words
from schemas.announcement import Announcement

_NAMED = 10
"""Agencies that a run's message names; `campaign notify` names them all."""


@flow(
    name=words.FLOWS["notify"],
    flow_run_name=f"{words.FLOWS['notify']} · {{given.agency}}",
    persist_result=False,
)
async def announce_to_agencies(given: AnnounceToAgencies) -> State[None]:
    """Announce what the form says; what was shown may be sent from this run again.

    So Prefect keeps the text of what was only shown, and found in order; of nothing
    else, and never who ordered it.
    """
    kept = given.model_copy(update={"subject": "", "text": ""})
    try:
        state = await in_words(_announced, given)
        if given.action is Act.PREVIEW and state.type is StateType.COMPLETED:
            kept = given
        return state
    finally:
        await forget(kept)


async def _announced(given: AnnounceToAgencies) -> State[None]:
    return announced(here(), given)


def announced(at: Here, given: AnnounceToAgencies) -> State[None]:
    """Show or record the announcement of a form; what is wrong is said in words."""
    campaign, agency = agency_chosen(given.agency)
    act = announce if given.action is Act.APPLY else foreseen
    try:
        audience = audience_named(at.desk, campaign, agency)
        reach = act(at.desk, campaign, audience, _said(at, given))
    except RefusedTextError as error:
        wrong = REFUSED_TEXTS[error.why.fault]
        return Failed(message=wrong.format(**error.why._asdict()))
    except NotIssuedError:
        return Failed(message=NOT_ISSUED)
    except (UnknownCampaignError, NobodyError):
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    return Completed(name=words.DONE, message=_message(given.action, reach))


def _said(at: Here, given: AnnounceToAgencies) -> Announcement:
    return Announcement(
        subject=given.subject,
        text=given.text,
        name=given.name,
        post=given.post,
        urgent=given.urgent,
        at=at.now(),
    )


def _message(action: Act, reach: Reach) -> str:
    first = min((one.at for one in reach.reached), default=None)
    told = ANNOUNCED[action].format(
        told=len(reach.reached),
        when=ANNOUNCED_FROM.format(at=moment_in_words(first)) if first else "",
        beside=sum(bool(one.beside) for one in reach.reached),
    )
    if not reach.missed:
        return told
    names = "; ".join(
        f"{one.name} ({MISSED[one.why]})" for one in reach.missed[:_NAMED]
    )
    more = "; …" if len(reach.missed) > _NAMED else ""
    return told + NOT_ANNOUNCED.format(count=len(reach.missed), names=names + more)
