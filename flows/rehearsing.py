"""A rehearsal through the real flows: forms are filled in, heartbeats are runs."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from prefect import flow, tags
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterIdempotencyKey,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.context import AsyncClientContext, SyncClientContext
from prefect.runtime import flow_run
from prefect.states import Completed

from desk.campaigns import named
from desk.rehearsals.papers import signing
from desk.rehearsals.rehearsal import MailboxDownError, Rehearsal, rehearsed
from flows.amending import amended as amended_of
from flows.beating import beat_once
from flows.deploying import REHEARSED
from flows.forms.amendment import Amending, AmendPlan
from flows.here import here
from flows.offering import campaign_line
from flows.phases import submit_due
from flows.submitting import deployment_id, submit_once
from schemas import words
from schemas.agency import Roster
from schemas.base import VN
from schemas.behaviour import Amended
from schemas.errors import CampaignError
from schemas.in_force import Ceremony, Signing
from schemas.plan import Plan

_PATIENCE = 120.0
_EVERY = 0.5


class FormLostError(CampaignError):
    """A run did not come to where it waits for its form, or did not end after it."""


class NotAmendedError(CampaignError):
    """The form for an amendment refused what a rehearsal was to amend."""


def named_plan(campaign: str) -> Plan:
    """Return the plan of a campaign as it stands here."""
    (plan,) = (one for one in named(here().desk) if one.id == campaign)
    return plan


@dataclass(frozen=True)
class ByForms:
    """The office, filling in the forms of Prefect."""

    campaign: str

    def sign(self, signing: Signing) -> None:
        """Issue the plan."""
        given = {
            "number": signing.number,
            "signed_on": str(signing.signed_on),
            "signer": signing.signer,
            "dates_confirmed": signing.dates_confirmed,
        }
        asyncio.run(_fill_in(f"{self.campaign}/issuance", given))

    def fix(self, ceremony: Ceremony) -> None:
        """Fix the launch ceremony."""
        day, hour = f"{ceremony.starts:%Y-%m-%d}", f"{ceremony.starts:%H:%M}"
        given = {"place": ceremony.place, "day": day, "hour": hour}
        asyncio.run(_fill_in(f"{self.campaign}/launch", given))

    def hold(self, day: date, attendance: int) -> None:
        """Record that the ceremony was held."""
        given = {"day": str(day), "attendance": attendance}
        asyncio.run(_fill_in(f"{self.campaign}/launch-held", given))

    def add_up(self) -> None:
        """Consolidate the reports that have come."""
        key = f"{self.campaign}/consolidate/{here().now():%Y-%m-%d}"
        given = {"given": {"campaign": campaign_line(named_plan(self.campaign))}}
        asyncio.run(_hand_in(f"{words.FLOWS['consolidate']}/consolidate", key, given))

    def amend(self, amended: Amended) -> None:
        """Let an edited plan bind by its form, once it was shown."""
        day = f"{amended.day:%d/%m/%Y}"
        shown = AmendPlan(
            plan=amended.plan, action=Amending.PREVIEW, dates_confirmed=True
        )
        state, preview = amended_of(here(), shown)
        if preview is not None:
            signed = signing(named_plan(self.campaign), amended.day)
            applied = shown.model_copy(
                update={
                    "action": Amending.APPLY,
                    "seen": preview.seen,
                    "number": signed.number,
                    "signed_on": day,
                    "signer": signed.signer,
                }
            )
            state, _ = amended_of(here(), applied)
        if state.is_failed():
            raise NotAmendedError(f"the plan is not amended on {day}: {state.message}")


def play_through(
    rehearsal: Rehearsal, until: datetime, apart: Roster | None
) -> Iterator[datetime]:
    """Play up to `until` with a run for each day, yielding each day once it is over.

    The form that starts a campaign offers those at hand; one in a folder of its own,
    as a draft, is started here: `apart` is its roster.
    """
    with _client() as runner:
        if apart is None:
            runner.run(_start(rehearsal.plan.id))
        else:
            rehearsal.start(apart)
        evening = None
        while evening != until and (ahead := rehearsal.ahead()) <= until:
            evening = min(datetime.combine(ahead.astimezone(VN), time.max, VN), until)
            state = runner.run(_day(evening))
            if state.is_failed():
                stopped = f"the rehearsal stopped at {ahead}: {state.message}"
                raise MailboxDownError(stopped)
            yield evening
    rehearsal.rest(until)


@contextmanager
def _client() -> Generator[asyncio.Runner]:
    """Let one client serve all days; making one for each costs as much as a letter."""
    kept = AsyncExitStack()
    with SyncClientContext.get_or_create(), asyncio.Runner() as runner:
        runner.run(kept.enter_async_context(AsyncClientContext.get_or_create()))
        try:
            yield runner
        finally:
            runner.run(kept.aclose())


async def _day(evening: datetime) -> State[Any]:
    with tags(REHEARSED):
        return await cast(
            "Awaitable[State[Any]]", rehearsed_day(evening, return_state=True)
        )


def _named() -> str:
    evening = flow_run.parameters["evening"]
    return f"{words.FLOWS['heartbeat']} {evening.astimezone(VN):%d/%m}"


@flow(name=words.FLOWS["heartbeat"], flow_run_name=_named, persist_result=False)
async def rehearsed_day(evening: datetime) -> State[Any]:
    """Play a rehearsal up to the evening of a day: people act, dockets are settled."""
    at = here()
    rehearsal = rehearsed(at.desk, ByForms)
    moments = rehearsal.moments(evening)
    done: State[Any] = Completed(name=words.DONE)
    # What people do fills in forms and waits for them, so it has a thread of its own.
    while (now := await asyncio.to_thread(next, moments, None)) is not None:
        done = await beat_once(at, now)
        if done.is_failed():
            break
    return done


async def _start(campaign: str) -> None:
    """Submit the form that starts the campaign, and wait until it is started."""
    name, choice = f"{words.FLOWS['campaign']}/start", {"choice": {"plan": campaign}}
    await _hand_in(name, f"{campaign}/start", choice)


async def _hand_in(name: str, key: str, given: dict[str, Any]) -> None:
    """Submit a form that does not wait for anything, and wait until it is done."""
    tags = frozenset({key.partition("/")[0]})
    async with get_client() as client:
        deployment = await deployment_id(client, name)
        await submit_once(client, deployment, key, given, tags=tags)
        await _until(client, key, lambda run: run.state_type is StateType.COMPLETED)


async def _fill_in(key: str, given: dict[str, Any]) -> None:
    at = here()
    async with get_client() as client:
        await submit_due(client, at, at.now())
        run = await _until(client, key, _waits)
        await client.resume_flow_run(run.id, run_input=given)
        await _until(client, key, lambda run: run.state_type is StateType.COMPLETED)


def _waits(run: FlowRun) -> bool:
    return run.state_type is StateType.PAUSED


async def _until(
    client: PrefectClient, key: str, there: Callable[[FlowRun], bool]
) -> FlowRun:
    """Return the run of that key once it is where it is waited for."""
    wanted = FlowRunFilter(idempotency_key=FlowRunFilterIdempotencyKey(any_=[key]))
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE
    while loop.time() < end:
        runs = await client.read_flow_runs(flow_run_filter=wanted)
        if runs and there(runs[0]):
            return runs[0]
        await asyncio.sleep(_EVERY)
    raise FormLostError(f"run {key} does not move: see the log of the runner")
