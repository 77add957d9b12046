"""Correct where an agency is written to."""

from uuid import UUID

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from pydantic import ValidationError

from desk import contacts
from flows.forms import NO_ADDRESS, SAME_CONTACT, UNKNOWN_AGENCY, CorrectContact
from flows.here import Here, here
from flows.offering import agency_chosen
from schemas import words
from schemas.agency import Contact
from schemas.errors import CampaignError


@flow(
    name=words.FLOWS["contact"],
    flow_run_name=f"{words.FLOWS['contact']} · {{given.agency}}",
    persist_result=False,
)
async def correct_contact(given: CorrectContact) -> State[None]:
    """Record the new contact, and take the address out of the run's parameters.

    Prefect keeps parameters for as long as it keeps the run; addresses lie in the
    ledger only.
    """
    try:
        return _correct(here(), given)
    finally:
        kept = CorrectContact(agency=given.agency, address="").model_dump()
        run = UUID(str(flow_run.get_id()))
        async with get_client() as client:
            await client.update_flow_run(run, parameters={"given": kept})


def _correct(at: Here, given: CorrectContact) -> State[None]:
    campaign, agency = agency_chosen(given.agency)
    try:
        before = contacts.contact_of(at.desk, campaign, agency)
        contact = _changed(before, given)
        contacts.correct_contact(at.desk, campaign, agency, contact, at.now())
    except ValidationError:
        return Failed(message=NO_ADDRESS)
    except contacts.SameContactError:
        return Completed(name=words.DONE, message=SAME_CONTACT)
    except CampaignError:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    return Completed(name=words.DONE, message=words.CORRECTED)


def _changed(before: Contact, given: CorrectContact) -> Contact:
    told = {"post": given.post.strip(), "name": given.name.strip()}
    kept = {field: value for field, value in told.items() if value}
    address = given.address.strip()
    return Contact.model_validate(before.model_dump() | kept | {"address": address})
