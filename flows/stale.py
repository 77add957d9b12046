"""Runs whose process was killed: Prefect believes them alive for ever."""

from collections.abc import Collection, Sequence
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import FlowRun
from prefect.states import Cancelled, Crashed, Scheduled

# The names the engine gives; runs on a board and runs that wait for a person bear
# names of our own and are nobody's process.
ENGINE_NAMES = ("Running", "Pending", "Submitting", "Retrying", "Cancelling")
_MOST_CRASHES = 3
"""Crashes after which a run stays crashed; it may have waited more often than that."""


async def release_stale(
    client: PrefectClient, deployments: Collection[UUID], alive: Collection[UUID]
) -> int:
    """Settle the runs that no process works on, which frees their slots; count them.

    One that was submitted, by a person or by us, starts again: flows are idempotent,
    and an answer given in a form is not asked for twice. A scheduled one stays crashed,
    the next is coming.
    """
    stale = [run for run in await _running(client, deployments) if run.id not in alive]
    for run in stale:
        await settle(client, run)
    return len(stale)


async def settle(
    client: PrefectClient, run: FlowRun, *, called_off: bool = False
) -> None:
    """Record how a run ended whose process is gone; nothing where Prefect knows."""
    if called_off or run.state_name == "Cancelling":
        await client.set_flow_run_state(run.id, Cancelled(), force=True)
    elif run.state_name in ENGINE_NAMES:
        message = "Its process was killed."
        await client.set_flow_run_state(run.id, Crashed(message=message), force=True)
        if not run.auto_scheduled and await _crashes(client, run) < _MOST_CRASHES:
            again = Scheduled(message=f"{message} Started again.")
            await client.set_flow_run_state(run.id, again, force=True)


async def _crashes(client: PrefectClient, run: FlowRun) -> int:
    states = await client.read_flow_run_states(run.id)
    return sum(state.is_crashed() for state in states)


async def cancelling(client: PrefectClient, runs: Collection[UUID]) -> list[FlowRun]:
    """Return those of the runs that somebody has asked to stop."""
    return await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            id=FlowRunFilterId(any_=list(runs)), state=_named(["Cancelling"])
        )
    )


async def _running(
    client: PrefectClient, deployments: Collection[UUID]
) -> list[FlowRun]:
    return await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=_named(ENGINE_NAMES)),
        deployment_filter=DeploymentFilter(
            id=DeploymentFilterId(any_=list(deployments))
        ),
        limit=200,
    )


def _named(names: Sequence[str]) -> FlowRunFilterState:
    return FlowRunFilterState(name=FlowRunFilterStateName(any_=list(names)))
