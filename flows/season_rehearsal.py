"""The form that rehearses a whole season, in a ledger of its own, and shows it."""

import asyncio
from typing import NamedTuple

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from calendars.deadlines import last_instant
from desk.amendments.proposal import AmendmentError
from desk.boards.rehearsal import rehearsal_text
from desk.desk import open_desk
from desk.letters.deliver import BySmtp
from desk.letters.listing import listed
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.behaving import UnknownBouncedError, checked, ledger_file
from desk.rehearsals.load import Load, load_of
from desk.rehearsals.papers import OtherPlanError, amended_on
from desk.rehearsals.rehearsal import MailboxDownError, Rehearsal
from flows.artifacts import put_markdown
from flows.campaign_pages import artifact_key
from flows.forms.fields import day_of
from flows.forms.refusals import NO_SUCH_BOUNCED, NOT_AMENDED
from flows.forms.rehearsal import RehearseSeason, wrong_rehearsal
from flows.here import here, mailbox
from schemas import words
from schemas.agency import Roster
from schemas.behaviour import Behaviour, Outage
from schemas.errors import PlanError
from schemas.plan import Plan
from settings import Settings


class Played(NamedTuple):
    """A season that is to be played."""

    plan: Plan
    roster: Roster
    seed: int
    behaviour: Behaviour


@flow(
    name=words.FLOWS["rehearse"],
    flow_run_name=f"{words.FLOWS['rehearse']} · {{given.plan}}",
    persist_result=False,
)
async def rehearse_season(given: RehearseSeason) -> State[None]:
    """Play a season; the ledger that is served here is not touched."""
    if wrong := wrong_rehearsal(given):
        return Failed(message=wrong)
    reading = read_plan(given.plan, working_days())
    if reading.errors:
        return Failed(message="\n".join(map(str, reading.errors)))
    plan, roster = reading.require(as_proposed=True)
    try:
        season = Played(plan, roster, given.seed, behaviour_of(given, plan))
        checked(season.behaviour, roster)
        load = await asyncio.to_thread(played, here().settings, season)
    except UnknownBouncedError:
        return Failed(message=NO_SUCH_BOUNCED.format(agencies=given.bounced))
    except (OtherPlanError, AmendmentError, PlanError) as error:
        return Failed(message=NOT_AMENDED.format(error=error))
    except MailboxDownError:
        return Failed(message=words.STUCK)
    async with get_client() as client:
        text = rehearsal_text(*season, load)
        await put_markdown(client, artifact_key(plan.id, "rehearsal"), text)
    letters = sum(one.letters for one in load.days)
    return Completed(name=words.DONE, message=words.PLAYED.format(letters=letters))


def behaviour_of(given: RehearseSeason, plan: Plan) -> Behaviour:
    """Return how agencies and mail behave, as a form that is not wrong says it."""
    first, last = day_of(given.outage_from), day_of(given.outage_to)
    outages = (Outage(first=first, last=last),) if first and last else ()
    amended = day_of(given.amended_on)
    edited = ((given.amended, amended),) if amended else ()
    bounced = tuple(one.strip() for one in given.bounced.split(",") if one.strip())
    return Behaviour(
        on_time=given.on_time,
        late=given.late,
        silent=given.silent,
        outages=outages,
        bounced=bounced,
        amendments=tuple(amended_on(plan, where, day) for where, day in edited),
    )


def played(settings: Settings, season: Played) -> Load:
    """Play a season into the embedded mailbox, and return the load it is."""
    plan, roster, seed, behaviour = season
    file = settings.var / "rehearsals" / "forms" / ledger_file(plan, seed, behaviour)
    address = settings.public_address
    desk = open_desk(str(file), "", address, seed, hasty=True, marked=True)
    try:
        rehearsal = Rehearsal(desk, plan, seed, behaviour=behaviour)
        rehearsal.begin()
        rehearsal.start(roster)
        post = BySmtp(mailbox(settings))
        for _ in rehearsal.play(last_instant(plan.close), post):
            pass
        return load_of(listed(desk, plan.id), roster)
    finally:
        desk.ledger.close()
