"""The office's forms for a report that stands: review it, record its signed copy."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.answer import NotOwedError, WrongDayError
from desk.reports.submit import LockedError
from desk.reports.versions import (
    CameSigned,
    NotReportedError,
    SentBack,
    SignedDayError,
    TakenIn,
    send_back,
    sign,
    take_in,
)
from flows.form import form
from flows.forms.fields import day_of
from flows.forms.refusals import (
    FIGURES_LOCKED,
    NO_REPORT_OWED,
    NOT_REPORTED,
    UNKNOWN_AGENCY,
    WRONG_REPORT_DAY,
    WRONG_SIGNED_DAY,
)
from flows.forms.reports import (
    RecordSigned,
    Review,
    ReviewReport,
    wrong_review,
    wrong_signed,
)
from flows.here import Here, here
from flows.offering import docket_chosen
from flows.told import Refusals, act_of_run, told
from schemas import words
from schemas.entry import Person
from schemas.report import SignedCopy

_REFUSALS: Refusals = {
    NotOwedError: NO_REPORT_OWED,
    NotReportedError: NOT_REPORTED,
    LockedError: FIGURES_LOCKED,
    WrongDayError: WRONG_REPORT_DAY,
    SignedDayError: WRONG_SIGNED_DAY,
}


@flow(
    name=words.FLOWS["review"],
    flow_run_name=f"{words.FLOWS['review']} · {{given.agency}}",
    persist_result=False,
)
@form
async def review_report(given: ReviewReport) -> State[None]:
    """Send a report back, or take it in; the agency is told by the next beat."""
    return review(here(), given)


@flow(
    name=words.FLOWS["signed"],
    flow_run_name=f"{words.FLOWS['signed']} · {{given.agency}}",
    persist_result=False,
)
@form
async def record_signed(given: RecordSigned) -> State[None]:
    """Record the signed document of a report."""
    return record(here(), given)


def review(at: Here, given: ReviewReport) -> State[None]:
    """Return what came of a decision on a report, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_review(given):
        return Failed(message=wrong)
    person, act = Person(given.name, given.post, given.reason), act_of_run()
    if given.review is Review.TAKE_IN:
        taken = TakenIn(person, act)
        return told(lambda: take_in(at.desk, row.id, taken, at.now()), _REFUSALS, given)
    back = SentBack(person, act, day_of(given.until))
    return told(lambda: send_back(at.desk, row.id, back, at.now()), _REFUSALS, given)


def record(at: Here, given: RecordSigned) -> State[None]:
    """Return what came of a signed document, in words for who filled it in."""
    row, day = docket_chosen(at.desk, given.agency), day_of(given.signed_on)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if (wrong := wrong_signed(given)) or day is None:
        return Failed(message=wrong)
    copy = SignedCopy(number=given.number, signed_on=day)
    person = Person(given.name, given.post, given.signer)
    signed = CameSigned(copy, person, act_of_run())
    return told(lambda: sign(at.desk, row.id, signed, at.now()), _REFUSALS, given)
