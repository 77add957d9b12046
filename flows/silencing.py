"""The office's form for silences: leave somebody in peace for a time, or end it."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from calendars.said import said_day
from desk import silences
from desk.answer import NotOwedError
from desk.season import NotIssuedError
from desk.silences import About
from desk.start import UnknownCampaignError
from flows.form import form
from flows.forms.fields import day_of
from flows.forms.refusals import (
    DAY_PASSED,
    NOT_ISSUED,
    NOT_OWED,
    NOT_SILENT,
    PERSONAL,
    UNKNOWN_AGENCY,
)
from flows.forms.silence import FallSilent, Pause, wrong_pause
from flows.here import Here, here
from flows.offering import agency_chosen, id_chosen
from flows.told import owed_in_words
from schemas import words
from schemas.entry import EntryKind, Person
from schemas.errors import CampaignError

_WRONG: dict[type[CampaignError], str] = {
    silences.PersonalReasonError: PERSONAL,
    silences.PassedDayError: DAY_PASSED,
    silences.NotSilentError: NOT_SILENT,
    NotOwedError: NOT_OWED,
    silences.NobodyError: UNKNOWN_AGENCY,
    NotIssuedError: NOT_ISSUED,
    UnknownCampaignError: UNKNOWN_AGENCY,
}


@flow(
    name=words.FLOWS["silence"],
    flow_run_name=f"{words.FLOWS['silence']} · {{given.agency}}",
    persist_result=False,
)
@form
async def fall_silent(given: FallSilent) -> State[None]:
    """Begin or end a silence; Prefect keeps neither who decided so nor why."""
    return recorded(here(), given)


def recorded(at: Here, given: FallSilent) -> State[None]:
    """Begin or end the silence that a form asks for; what is wrong is said in words."""
    campaign, agency = agency_chosen(given.agency)
    if wrong := wrong_pause(given, agency):
        return Failed(message=wrong)
    about = About(campaign, agency, id_chosen(given.duty, campaign))
    person, until = Person(given.name, given.post, given.reason), day_of(given.until)
    try:
        if given.action is Pause.END or until is None:
            silences.speak(at.desk, about, person, at.now())
            message = words.ENTRIES[EntryKind.UNSILENCED]
        else:
            silences.silence(at.desk, about, until, person, at.now())
            message = words.SILENCED.format(day=said_day(until))
    except tuple(_WRONG) as error:
        owed = error.owed if isinstance(error, NotOwedError) else ()
        fields = given.model_dump() | {"owed": owed_in_words(owed)}
        return Failed(message=_WRONG[type(error)].format(**fields))
    return Completed(name=words.DONE, message=message)
