"""The office's form that sends an agency's next step now: shown first, then sent."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.campaigns import duties_of
from desk.hasten import HasteError, Hastened, HeldDocketError, foresee_haste, hasten
from desk.letters.views import moment_in_words
from desk.season import NotIssuedError
from flows.form import form
from flows.forms.haste import Haste, HastenStep
from flows.forms.refusals import HELD_DOCKET, NOT_HASTENED, NOT_ISSUED, UNKNOWN_AGENCY
from flows.here import Here, here
from flows.offering import agency_chosen, docket_chosen, id_chosen
from flows.told import act_of_run, owed_in_words
from schemas import words
from schemas.entry import Person


@flow(
    name=words.FLOWS["hasten"],
    flow_run_name=f"{words.FLOWS['hasten']} · {{given.agency}}",
    persist_result=False,
)
@form
async def hasten_step(given: HastenStep) -> State[None]:
    """Show what would be sent now, or send it; Prefect keeps nobody's name."""
    return hastened(here(), given)


def hastened(at: Here, given: HastenStep) -> State[None]:
    """Return what came of a form, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    campaign, _ = agency_chosen(given.agency)
    duty, now = id_chosen(given.duty, campaign), at.now()
    duties = (duty,) if duty else ()
    person = Person(given.name, given.post)
    try:
        steps = foresee_haste(at.desk, row.id, duties, now)
        if given.action is Haste.SEND:
            hasten(at.desk, row.id, duties, person, act_of_run(), now)
    except HasteError as error:
        owed = owed_in_words(duties_of(at.desk, row))
        fields = {"agency": row.agency, "duty": duty, "owed": owed}
        return Failed(message=NOT_HASTENED[error.why].format(**fields))
    except HeldDocketError:
        return Failed(message=HELD_DOCKET.format(agency=row.agency))
    except NotIssuedError:
        return Failed(message=NOT_ISSUED)
    said = words.HASTENED if given.action is Haste.SEND else words.TO_BE_HASTENED
    steps_said = "; ".join(map(_said, steps))
    return Completed(name=words.DONE, message=said.format(steps=steps_said))


def _said(one: Hastened) -> str:
    rung = one.step.rung
    return words.HASTENED_STEP.format(
        duty=one.step.owes.duty,
        step=words.STEPS[rung.kind].format(days=rung.days),
        at=moment_in_words(one.at) if one.at else words.NEVER,
    )
