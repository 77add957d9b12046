"""Who takes shares: the workers of a pool, and the runs of those that are gone."""

from collections.abc import Collection
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, StateType, WorkerStatus
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed

from schemas import words

_LABEL = "prefect.worker.name"
_WAITING = StateType.SCHEDULED
_OPEN = (StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING)
_PAGE = 200


async def online(client: PrefectClient, pool: str) -> set[str]:
    """Return the names of the pool's workers that have answered lately."""
    try:
        workers = await client.read_workers_for_work_pool(pool)
    except ObjectNotFound:
        return set()
    return {one.name for one in workers if one.status is WorkerStatus.ONLINE}


async def offered(client: PrefectClient) -> str | None:
    """Return the program of the server's beats, None while it offers no shares."""
    name = f"{words.FLOWS['share']}/share"
    try:
        return (await client.read_deployment_by_name(name)).version
    except ObjectNotFound:
        return None


async def at_work(
    client: PrefectClient, pool: str, runs: Collection[UUID]
) -> list[UUID]:
    """Return those of the runs that wait for a worker, or have one that answers."""
    there = await online(client, pool)
    if not there:
        return []
    found = await _open(client, pool)
    wanted = set(runs)
    return [run.id for run in found if run.id in wanted and _has(run, there)]


async def release(client: PrefectClient, pool: str) -> None:
    """Settle runs that nobody took, and those whose worker is gone.

    To be called when a beat is over: what waits by then was done by the beat itself.
    """
    there = await online(client, pool)
    for run in await _open(client, pool):
        if run.state_type is _WAITING:
            await client.set_flow_run_state(
                run.id, Cancelled(message=words.SHARE_NOT_TAKEN), force=True
            )
        elif not _has(run, there):
            await _crash(client, run)


async def release_own(client: PrefectClient, pool: str, worker: str) -> int:
    """Settle what a worker had taken before it was killed; count it."""
    runs = await _open(client, pool)
    own = [run for run in runs if run.labels.get(_LABEL) == worker]
    for run in own:
        await _crash(client, run)
    return len(own)


def _has(run: FlowRun, there: Collection[str]) -> bool:
    """Tell whether a run waits, is just being taken, or is with one that answers."""
    worker = run.labels.get(_LABEL)
    return run.state_type is _WAITING or worker is None or worker in there


async def _crash(client: PrefectClient, run: FlowRun) -> None:
    worker = run.labels.get(_LABEL, "")
    gone = words.WORKER_GONE.format(worker=worker)
    await client.set_flow_run_state(run.id, Crashed(message=gone), force=True)


async def _open(client: PrefectClient, pool: str) -> list[FlowRun]:
    found: list[FlowRun] = []
    states = FlowRunFilterState(type=FlowRunFilterStateType(any_=list(_OPEN)))
    while page := await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=states),
        work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[pool])),
        limit=_PAGE,
        offset=len(found),
    ):
        found += page
    return found
