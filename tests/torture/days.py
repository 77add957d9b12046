"""A heartbeat by the season's clock: the runner plays a rehearsal, week by week."""

from datetime import datetime, time, timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType

from calendars.deadlines import last_instant
from desk.rehearsals.rehearsal import Rehearsal, rehearsed
from flows.deploying import Served
from flows.here import here
from flows.rehearsing import ByForms, rehearsed_day
from flows.runner import Watch
from flows.submitting import deployment_id
from ledger import letters
from schemas import words
from schemas.base import VN

_WEEK = timedelta(days=6)
_AT_WORK = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING]


def by_the_season(served: Served) -> Served:
    """Let the heartbeat play a rehearsal instead of going by the clock of today."""
    if served.name != "heartbeat":
        return served
    return served._replace(flow=rehearsed_day, crons=())


async def play_on(client: PrefectClient) -> None:
    """Submit the next week of the season, unless one is at work or it is over."""
    at = here()
    if at.rehearsed() is None:
        return
    evening = _next_evening(rehearsed(at.desk, ByForms), at.now())
    beats = await deployment_id(client, f"{words.FLOWS['heartbeat']}/heartbeat")
    if evening is not None and not await _at_work(client, beats):
        given = {"evening": evening.isoformat()}
        await client.create_flow_run_from_deployment(beats, parameters=given)


def _next_evening(rehearsal: Rehearsal, now: datetime) -> datetime | None:
    """Return up to when to play on; past the close only what is still to be sent."""
    close = last_instant(rehearsal.plan.close)
    if now < close:
        week = rehearsal.ahead().astimezone(VN) + _WEEK
        return min(datetime.combine(week, time.max, VN), close)
    with rehearsal.desk.ledger.read() as tx:
        return letters.next_due(tx)


async def _at_work(client: PrefectClient, beats: UUID) -> bool:
    kinds = FlowRunFilterStateType(any_=_AT_WORK)
    return bool(
        await client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=kinds)),
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[beats])),
            limit=1,
        )
    )


SEASON = Watch(play_on, every=0.5)
