"""The office's forms about one docket: its replies, its release, its new reader."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import ValidationError

from desk.delegate import Delegation, OutsideError, SameReaderError, pass_to
from desk.replies.listing import NothingToReadError, read_by
from desk.state import NotHeldError, release_docket
from flows.form import form
from flows.forms.docket import AttendDocket, Attention, DelegateDocket
from flows.forms.refusals import (
    NO_ADDRESS,
    NOT_HELD,
    NOTHING_TO_READ,
    OUTSIDE,
    SAME_READER,
    UNKNOWN_AGENCY,
)
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen
from flows.told import Refusals, act_of_run, told
from schemas import words
from schemas.agency import Contact
from schemas.entry import Person

_REFUSALS: Refusals = {OutsideError: OUTSIDE, SameReaderError: SAME_READER}


@flow(
    name=words.FLOWS["attend"],
    flow_run_name=f"{words.FLOWS['attend']} · {{given.agency}}",
    persist_result=False,
)
@form
async def attend_docket(given: AttendDocket) -> State[None]:
    """Note that somebody read what came by mail, or release a docket."""
    return attended(here(), given)


@flow(
    name=words.FLOWS["delegate"],
    flow_run_name=f"{words.FLOWS['delegate']} · {{given.agency}}",
    persist_result=False,
)
@form
async def delegate_docket(given: DelegateDocket) -> State[None]:
    """Record who reads an agency's letters from now on; Prefect keeps no name."""
    return delegated(here(), given)


def attended(at: Here, given: AttendDocket) -> State[None]:
    """Return what came of a form, in words for who filled it in."""
    if docket_chosen(at.desk, given.agency) is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    campaign, agency = agency_chosen(given.agency)
    person = Person(given.name, given.post)
    try:
        if given.action is Attention.READ:
            read_by(at.desk, campaign, agency, person, at.now())
        else:
            release_docket(at.desk, campaign, agency, at.now())
    except NothingToReadError:
        return Failed(message=NOTHING_TO_READ.format(agency=agency))
    except NotHeldError:
        return Failed(message=NOT_HELD.format(agency=agency))
    return Completed(name=words.DONE, message=given.action.value)


def delegated(at: Here, given: DelegateDocket) -> State[None]:
    """Return what came of a delegation, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    try:
        colleague = Contact(
            name=given.colleague,
            post=given.colleague_post,
            address=given.address,
        )
    except ValidationError:
        return Failed(message=NO_ADDRESS)
    person = Person(given.name, given.post)
    passed = Delegation(colleague, person, act_of_run())
    return told(lambda: pass_to(at.desk, row.id, passed, at.now()), _REFUSALS, given)
