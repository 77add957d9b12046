"""`campaign rehearse`: a season with agencies that answer as the seed draws them."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from cli.behaviour import Asked, asks_behaviour, show_behaviour
from cli.letters import letters_document, show_letters_table
from cli.load import load_document, show_load
from cli.mailbox import straight_into
from cli.options import Day, as_json, plan_argument
from cli.season import end_of, rehearsal_ledger, watch
from cli.tables import show_json
from desk.desk import Desk, open_desk
from desk.letters.listing import listed
from desk.plans.days_off import working_days
from desk.plans.files import is_at_hand
from desk.plans.read import read_plan
from desk.rehearsals.behaving import checked
from desk.rehearsals.kept import reports_beside
from desk.rehearsals.load import load_of
from desk.rehearsals.papers import digest_of
from desk.rehearsals.rehearsal import Rehearsal
from desk.reports.consolidate import NotConsolidatedError, consolidation_of
from desk.reports.files import files_of, write_files
from desk.urging import raised
from flows.environment import enter_prefect
from flows.here import here, sit_down
from ledger.serving import playing
from schemas.agency import Roster
from schemas.plan import Plan
from settings import Settings, read_settings


@click.command()
@plan_argument
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option(
    "--until", type=Day(), help="Stop here; at the season's close by default."
)
@click.option("--ledger", metavar="PATH", help="Where to keep the rehearsal.")
@click.option(
    "--flows",
    is_flag=True,
    help="Play through the flows that a running `campaign up` serves on this ledger.",
)
@asks_behaviour
@as_json
def rehearse(
    plan: str,
    seed: int,
    until: datetime | None,
    ledger: str | None,
    flows: bool,
    behaves: Asked,
    as_json: bool,
) -> None:
    """Play the season of PLAN with agencies that answer as the seed draws them.

    Letters go to the embedded mailbox only, whatever the settings say. Prints every
    letter, letters per day, the worst-off agency and what each leader received. A
    rehearsal that was stopped goes on where its clock stands, with the same options; an
    edited plan is rehearsed from its beginning, in a ledger of its own.
    """
    read, roster = read_plan(plan, working_days()).require(as_proposed=True)
    end = end_of(read, until)
    behaviour = behaves.of(read)
    checked(behaviour, roster)
    settings = read_settings()
    digest = digest_of(read, roster)
    where = ledger or rehearsal_ledger(settings, read, seed, digest, behaviour)
    settings = settings.model_copy(update={"ledger": where})
    # Nobody's word is acknowledged here: after a power cut it is played on from before.
    address, hasty = settings.public_address, not flows
    desk = open_desk(where, "", address, seed, hasty=hasty, marked=True)
    rehearsal = Rehearsal(desk, read, seed, behaviour=behaviour, digest=digest)
    with playing(where):
        rehearsal.begin()
        if flows:
            apart = None if is_at_hand(plan) else roster
            _through_flows(settings, rehearsal, end, apart)
        else:
            rehearsal.start(roster)
            with straight_into(settings.var / "mailbox") as post:
                watch(rehearsal.play(end, post), read, end)
    letters, drafts = listed(desk, read.id), raised(desk, read.id)
    load, files = load_of(letters, roster), _reports(desk, read, where)
    if as_json:
        about = {"seed": seed} | behaviour.model_dump(mode="json")
        document = letters_document(letters, drafts, files) | load_document(load)
        show_json({"rehearsal": about} | document)
        return
    show_behaviour(seed, behaviour)
    show_letters_table(read.id, letters, drafts)
    for file in files:
        click.echo(f"written: {file}")
    show_load(load)


def _reports(desk: Desk, plan: Plan, where: str) -> list[str]:
    """Write the files of the last consolidation beside the ledger; say where."""
    try:
        version = consolidation_of(desk, plan.id, None).version
    except NotConsolidatedError:  # it stopped before, or counts nothing
        return []
    ledger = Path(f"{plan.id}.db" if "://" in where else where)
    folder, files = reports_beside(ledger), files_of(desk, plan.id, version)
    return [str(file) for file in write_files(folder, files)]


def _through_flows(
    settings: Settings,
    rehearsal: Rehearsal,
    until: datetime,
    apart: Roster | None,
) -> None:
    enter_prefect(settings, quiet=True)
    from flows.rehearsing import ByForms, play_through

    sit_down(settings)
    plan = rehearsal.plan
    through = replace(rehearsal, desk=here().desk, office=ByForms(plan.id))
    watch(play_through(through, until, apart), plan, until)
