"""The office's form for more time: extend a duty, or refuse what was asked for."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.answer import NotOwedError, WrongDayError
from desk.extend import NotAskedError, Ruling, rule
from flows.form import form
from flows.forms.decisions import DecideTime, Decision, wrong_decision
from flows.forms.fields import day_of
from flows.forms.refusals import (
    NOT_ASKED,
    NOT_OWED,
    UNKNOWN_AGENCY,
    WRONG_DAY,
)
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen, id_chosen
from flows.told import Refusals, act_of_run, told
from schemas import words
from schemas.entry import Person

_REFUSALS: Refusals = {
    NotOwedError: NOT_OWED,
    NotAskedError: NOT_ASKED,
    WrongDayError: WRONG_DAY,
}


@flow(
    name=words.FLOWS["extend"],
    flow_run_name=f"{words.FLOWS['extend']} · {{given.agency}}",
    persist_result=False,
)
@form
async def decide_time(given: DecideTime) -> State[None]:
    """Record a decision on a duty's time; the agency is told by the next beat."""
    return decide(here(), given)


def decide(at: Here, given: DecideTime) -> State[None]:
    """Return what came of a decision, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_decision(given):
        return Failed(message=wrong)
    ruling = _ruling(given)
    return told(lambda: rule(at.desk, row.id, ruling, at.now()), _REFUSALS, given)


def _ruling(given: DecideTime) -> Ruling:
    campaign, _ = agency_chosen(given.agency)
    return Ruling(
        duty=id_chosen(given.duty, campaign),
        until=day_of(given.until) if given.decision is Decision.EXTEND else None,
        person=Person(given.name, given.post, given.reason),
        act=act_of_run(),
    )
