"""Correct where an agency is written to."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import ValidationError

from desk import contacts
from desk.start import UnknownCampaignError
from flows.form import form
from flows.forms.contact import CorrectContact
from flows.forms.refusals import NO_ADDRESS, SAME_CONTACT, UNKNOWN_AGENCY
from flows.here import Here, here
from flows.offering import agency_chosen
from schemas import words
from schemas.agency import Contact


@flow(
    name=words.FLOWS["contact"],
    flow_run_name=f"{words.FLOWS['contact']} · {{given.agency}}",
    persist_result=False,
)
@form
async def correct_contact(given: CorrectContact) -> State[None]:
    """Record the new contact; what never arrived goes there by the next beat."""
    return correct(here(), given)


def correct(at: Here, given: CorrectContact) -> State[None]:
    """Return what came of a correction, in words for who filled it in."""
    campaign, agency = agency_chosen(given.agency)
    try:
        before = contacts.contact_of(at.desk, campaign, agency)
        contact = _changed(before, given)
        contacts.correct_contact(at.desk, campaign, agency, contact, at.now())
    except ValidationError:
        return Failed(message=NO_ADDRESS)
    except contacts.SameContactError:
        return Completed(name=words.DONE, message=SAME_CONTACT)
    except (UnknownCampaignError, contacts.NoContactError):
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    return Completed(name=words.DONE, message=words.CORRECTED)


def _changed(before: Contact, given: CorrectContact) -> Contact:
    told = {"post": given.post.strip(), "name": given.name.strip()}
    kept = {field: value for field, value in told.items() if value}
    address = given.address
    return Contact.model_validate(before.model_dump() | kept | {"address": address})
