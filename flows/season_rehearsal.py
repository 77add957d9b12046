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
from desk.rehearsals.behaving import UnknownBouncedError, checked
from desk.rehearsals.kept import home_of, ledger_file
from desk.rehearsals.load import Load, load_of
from desk.rehearsals.papers import (
    OtherPlanError,
    OutOfSeasonError,
    amended_on,
    digest_of,
)
from desk.rehearsals.rehearsal import MailboxDownError, Rehearsal
from flows.amending import not_amended
from flows.artifacts import put_markdown
from flows.campaign_pages import artifact_key, picture_link
from flows.form import form
from flows.forms.fields import day_of
from flows.forms.refusals import (
    NO_SUCH_BOUNCED,
    OTHER_PLAN,
    OUT_OF_SEASON,
    PLAYED_ALREADY,
)
from flows.forms.rehearsal import RehearseSeason, wrong_rehearsal
from flows.forms.wrong_plan import wrong_plan
from flows.here import here, mailbox
from flows.offering import id_chosen
from flows.told import Refusals
from ledger.errors import LedgerPlayedError
from ledger.serving import playing
from schemas import words
from schemas.agency import Roster
from schemas.behaviour import Behaviour, Outage
from schemas.errors import CampaignError, PlanError
from schemas.plan import Plan
from settings import Settings

_REFUSALS: Refusals = {
    UnknownBouncedError: NO_SUCH_BOUNCED,
    OtherPlanError: OTHER_PLAN,
    OutOfSeasonError: OUT_OF_SEASON,
    MailboxDownError: words.STUCK,
    LedgerPlayedError: PLAYED_ALREADY,
}


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
@form
async def rehearse_season(given: RehearseSeason) -> State[None]:
    """Play a season; the ledger that is served here is not touched."""
    if wrong := wrong_rehearsal(given):
        return Failed(message=wrong)
    if away := [one for one in given.bounced if "/" in id_chosen(one, given.plan)]:
        return Failed(message=NO_SUCH_BOUNCED.format(bounced="; ".join(away)))
    reading = read_plan(given.plan, working_days())
    if reading.errors:
        return Failed(message=wrong_plan(given.plan, reading.errors))
    plan, roster = reading.require(as_proposed=True)
    try:
        season = Played(plan, roster, given.seed, behaviour_of(given, plan))
        checked(season.behaviour, roster)
        load = await asyncio.to_thread(played, here().settings, season)
    except (*_REFUSALS, PlanError, AmendmentError) as error:
        return Failed(message=why_not(error, given))
    async with get_client() as client:
        text = rehearsal_text(*season, load)
        await put_markdown(client, artifact_key(plan.id, "rehearsal"), text)
    letters = sum(one.letters for one in load.days)
    page = picture_link(here().settings.ui_address, plan.id, "rehearsal")
    message = words.PLAYED.format(letters=letters, page=page)
    return Completed(name=words.DONE, message=message)


def why_not(error: CampaignError, given: RehearseSeason) -> str:
    """Say why a season cannot be played like that."""
    if isinstance(error, PlanError):
        return wrong_plan(given.amended, error.problems)
    if isinstance(error, AmendmentError):
        return not_amended(error, given.plan)
    fields = given.model_dump() | {"bounced": "; ".join(given.bounced)}
    return _REFUSALS[type(error)].format(**fields)


def behaviour_of(given: RehearseSeason, plan: Plan) -> Behaviour:
    """Return how agencies and mail behave, as a form that is not wrong says it."""
    first, last = day_of(given.outage_from), day_of(given.outage_to)
    outages = (Outage(first=first, last=last),) if first and last else ()
    amended = day_of(given.amended_on)
    edited = ((given.amended, amended),) if amended else ()
    bounced = tuple(id_chosen(one, given.plan) for one in given.bounced)
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
    digest = digest_of(plan, roster)
    home = home_of(settings.var, by_form=True)
    file = str(home / ledger_file(plan.id, seed, behaviour, digest))
    with playing(file):
        desk = open_desk(
            file, "", settings.public_address, seed, hasty=True, marked=True
        )
        try:
            rehearsal = Rehearsal(desk, plan, seed, behaviour=behaviour, digest=digest)
            rehearsal.begin()
            rehearsal.start(roster)
            post = BySmtp(mailbox(settings))
            for _ in rehearsal.play(last_instant(plan.close), post):
                pass
            return load_of(listed(desk, plan.id), roster)
        finally:
            desk.ledger.close()
