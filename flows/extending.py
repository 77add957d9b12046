"""The office's form for more time: extend a duty, or refuse what was asked for."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from calendars.plain import line
from desk.answer import NothingToSayError, NotOwedError, WrongDayError
from desk.extend import NotAskedError, Ruling, rule
from flows.forgetting import forgetting
from flows.forms import (
    NOT_ASKED,
    NOT_OWED,
    NOTHING_NEW,
    UNKNOWN_AGENCY,
    WRONG_DAY,
    DecideTime,
    Decision,
    day_of,
    wrong_decision,
)
from flows.here import Here, here
from flows.offering import docket_chosen
from schemas import words
from schemas.entry import Person
from schemas.errors import CampaignError

_WRONG: dict[type[CampaignError], str] = {
    NotOwedError: NOT_OWED,
    NotAskedError: NOT_ASKED,
    WrongDayError: WRONG_DAY,
}


@flow(
    name=words.FLOWS["extend"],
    flow_run_name=f"{words.FLOWS['extend']} · {{given.agency}}",
    persist_result=False,
)
async def decide_time(given: DecideTime) -> State[None]:
    """Record a decision on a duty's time; the agency is told by the next beat."""
    async with forgetting(given):
        return decide(here(), given)


def decide(at: Here, given: DecideTime) -> State[None]:
    """Return what came of a decision, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_decision(given):
        return Failed(message=wrong)
    try:
        receipt = rule(at.desk, row.id, _ruling(given), at.now())
    except NothingToSayError:
        return Completed(name=words.DONE, message=NOTHING_NEW)
    except tuple(_WRONG) as error:
        return Failed(message=_WRONG[type(error)].format(**given.model_dump()))
    return Completed(name=words.DONE, message=words.RECEIPT.format(code=receipt.code))


def _ruling(given: DecideTime) -> Ruling:
    said = (line(text).strip() for text in (given.name, given.post, given.reason))
    return Ruling(
        duty=given.duty.strip(),
        until=day_of(given.until) if given.decision is Decision.EXTEND else None,
        person=Person(*said),
        act=f"office-{flow_run.get_id()}",
    )
