"""The office's form for urging letters: draft, record as signed, set aside."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from calendars.said import said_day
from desk.reports.files import NoPlaceError, Written, write_files
from desk.urging import Draft, Ended, NotNamedError, UrgingError, draft, end
from flows.form import form
from flows.forms.fields import day_of
from flows.forms.refusals import NO_PLACE, NOT_NAMED, NOT_URGED, UNKNOWN_AGENCY
from flows.forms.urging import UrgeAgency, Urging, wrong_urging
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen, id_chosen
from flows.told import act_of_run, owed_in_words
from schemas import words
from schemas.entry import Person


@flow(
    name=words.FLOWS["urge"],
    flow_run_name=f"{words.FLOWS['urge']} · {{given.agency}}",
    persist_result=False,
)
@form
async def urge_agency(given: UrgeAgency) -> State[None]:
    """Draft an urging letter, or record what became of it."""
    return urged(here(), given)


def urged(at: Here, given: UrgeAgency) -> State[None]:
    """Return what came of a form, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_urging(given):
        return Failed(message=wrong)
    try:
        if given.action is Urging.DRAFT:
            made = draft(at.desk, row.id, day_of(given.by), at.now())
            return _written(at, agency_chosen(given.agency)[0], made)
        letter = end(at.desk, row.id, _ended(given), at.now())
    except UrgingError as error:
        return Failed(message=_not_urged(error))
    except NoPlaceError:
        return Failed(message=NO_PLACE)
    said = words.URGING_ENDED.format(what=given.action, nth=letter.nth)
    return Completed(name=words.DONE, message=said)


def _not_urged(error: UrgingError) -> str:
    if not isinstance(error, NotNamedError):
        return NOT_URGED
    return NOT_NAMED.format(duty=error.duty, named=owed_in_words(error.named))


def _written(at: Here, campaign: str, made: Draft) -> State[None]:
    folder = at.settings.var / "urging" / campaign
    (file,) = write_files(folder, [Written(made.file_name, made.content)])
    said = words.URGING_DRAFTED.format(
        nth=made.waiting.nth, day=said_day(made.by), file=file
    )
    return Completed(name=words.DONE, message=said)


def _ended(given: UrgeAgency) -> Ended:
    signed = given.action is Urging.SIGNED
    note = given.signer if signed else given.reason
    campaign, _ = agency_chosen(given.agency)
    return Ended(
        person=Person(given.name, given.post, note),
        act=act_of_run(),
        number=given.number,
        signed_on=day_of(given.signed_on) if signed else None,
        duties=tuple(id_chosen(one, campaign) for one in given.duties),
    )
