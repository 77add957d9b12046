"""The office's form for locking figures, and for unlocking them."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.answer import NothingToSayError, NotOwedError
from desk.reports.lock import Locking, NoReporterError, lock_figures
from desk.reports.overview import shut_out
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from flows.form import form
from flows.forms.refusals import (
    NO_REPORT_OWED,
    NOT_ISSUED,
    NOTHING_NEW,
    SHUT_OUT,
    UNKNOWN_AGENCY,
)
from flows.forms.reports import LockFigures, Turn, wrong_lock
from flows.here import Here, here
from flows.offering import agency_chosen
from flows.told import act_of_run
from schemas import words
from schemas.entry import Person
from schemas.errors import CampaignError

_NAMED = 10
"""More agencies than that are counted, not named."""

_WRONG: dict[type[CampaignError], str] = {
    NotOwedError: NO_REPORT_OWED,
    NotIssuedError: NOT_ISSUED,
    NoReporterError: UNKNOWN_AGENCY,
    UnknownCampaignError: UNKNOWN_AGENCY,
}


@flow(
    name=words.FLOWS["lock"],
    flow_run_name=f"{words.FLOWS['lock']} · {{given.agency}}",
    persist_result=False,
)
@form
async def lock_or_unlock(given: LockFigures) -> State[None]:
    """Lock figures, or unlock them with a reason."""
    return turned(here(), given)


def turned(at: Here, given: LockFigures) -> State[None]:
    """Return what came of a lock, in words for who filled it in."""
    if wrong := wrong_lock(given):
        return Failed(message=wrong)
    campaign, agency = agency_chosen(given.agency)
    locked = given.action is Turn.LOCK
    person = Person(given.name, given.post, given.reason)
    locking = Locking(campaign, agency, locked, person, act_of_run())
    try:
        lock_figures(at.desk, locking, at.now())
    except NothingToSayError:
        return Completed(name=words.DONE, message=NOTHING_NEW)
    except tuple(_WRONG) as error:
        return Failed(message=_WRONG[type(error)].format(agency=given.agency))
    said = given.action.value
    if locked and (missing := shut_out(at.desk, campaign, agency, at.now())):
        names = [one.name for one in missing[:_NAMED]]
        names += ["…"] if len(missing) > _NAMED else []
        out = SHUT_OUT.format(count=len(missing), names="; ".join(names))
        said = f"{said}. {out}"
    return Completed(name=words.DONE, message=said)
