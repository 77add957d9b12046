"""Runs the deployed flows, each in a thread of one process, and watches the ledger.

A process for each run would cost two seconds of CPU and outlive a killed runner; a
thread starts in a third of a second and dies with the rest.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import httpx
from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import SetStateStatus
from prefect.context import AsyncClientContext
from prefect.states import Pending

from flows.child import Ready
from flows.deploying import Served, open_pool, register
from flows.due import newest_of_each
from flows.stale import cancelling, release_stale, settle
from flows.work import Work

_EVERY = 1.0
_AT_ONCE = 4

log = logging.getLogger("campaign.runner")


class Watch(NamedTuple):
    """What is called at once, and again `every` seconds after it returned.

    After a long call it rests twice as long: it never keeps a busy server busy.
    """

    call: Callable[[PrefectClient], Awaitable[None]]
    every: float


def serve_flows(
    served: Sequence[Served], watches: Sequence[Watch], ready: Ready
) -> None:
    """Serve the deployments and the watches until SIGTERM; runs at work may finish."""
    asyncio.run(_serve(served, watches, ready))


async def _serve(
    served: Sequence[Served], watches: Sequence[Watch], ready: Ready
) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with get_client() as client:
        runner = _Runner(client, served)
        if await runner.connect(stop):
            ready()
            await asyncio.gather(
                runner.poll(stop), *(_watch(client, watch, stop) for watch in watches)
            )


async def _watch(client: PrefectClient, watch: Watch, stop: asyncio.Event) -> None:
    loop, rest = asyncio.get_running_loop(), 0.0
    while not await _stopped(stop, rest):
        begun = loop.time()
        try:
            await watch.call(client)
        except httpx.HTTPError as error:
            log.warning("the board waits for the server: %r", error)
        except Exception:
            log.exception("a watch failed; it is called again")
        rest = max(watch.every, 2 * (loop.time() - begun))


async def _stopped(stop: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()


def _is_no_answer(error: Exception) -> bool:
    """Tell whether a server is away, which Prefect says in two ways."""
    return isinstance(error, httpx.HTTPError) or (
        type(error) is RuntimeError and isinstance(error.__cause__, httpx.HTTPError)
    )


class _Runner:
    """Takes due runs, one poll at a time, and keeps track of those at work."""

    def __init__(self, client: PrefectClient, served: Sequence[Served]) -> None:
        self._client = client
        self._served = served
        self._flows: dict[UUID, Flow[..., Any]] = {}
        self._work: dict[UUID, Work] = {}

    async def connect(self, stop: asyncio.Event) -> bool:
        """Wait for the server, then register and release; False where stopped."""
        while not await self._connected():
            if await _stopped(stop, _EVERY):
                return False
        return True

    async def _connected(self) -> bool:
        if await self._client.api_healthcheck() is not None:
            return False
        try:
            # Each of Prefect's own clients would read all authorities of this machine.
            async with AsyncClientContext.get_or_create():
                self._flows = {
                    key: each.flow
                    for each in self._served
                    if (key := await self._registered(each)) is not None
                }
            count = await release_stale(self._client, self._flows, self._work)
        except (httpx.HTTPError, RuntimeError) as error:
            if not _is_no_answer(error):
                raise
            log.warning("the server does not take the deployments: %r", error)
            return False
        log.info("serving %d deployments, released %d runs", len(self._flows), count)
        return True

    async def _registered(self, served: Served) -> UUID | None:
        """Register a deployment; None where its runs are not ours but a pool's."""
        if served.pool:
            await open_pool(self._client, served.pool)
        key = await register(served)
        return None if served.pool else key

    async def poll(self, stop: asyncio.Event) -> None:
        """Start what is due, until stopped; then wait for the runs at work."""
        async with asyncio.TaskGroup() as group:
            while not await _stopped(stop, _EVERY):
                try:
                    await self._call_off()
                    for flow, run in await self._take_due():
                        self._work[run.id] = Work(flow, run)
                        group.create_task(self._perform(run.id))
                except httpx.HTTPError as error:
                    log.warning("the server does not answer: %r", error)
                    await self.connect(stop)

    async def _take_due(self) -> list[tuple[Flow[..., Any], FlowRun]]:
        free = _AT_ONCE - len(self._work)
        if not free:
            return []
        due = await self._client.get_scheduled_flow_runs_for_deployments(
            list(self._flows), scheduled_before=datetime.now(UTC)
        )
        wanted, missed = newest_of_each(due)
        for run in missed:
            await self._client.delete_flow_run(run.id)
        taken: list[tuple[Flow[..., Any], FlowRun]] = []
        for run in wanted[:free]:
            answer = await self._client.set_flow_run_state(run.id, Pending())
            if answer.status == SetStateStatus.ACCEPT and run.deployment_id:
                taken.append((self._flows[run.deployment_id], run))
        return taken

    async def _call_off(self) -> None:
        if self._work:
            for run in await cancelling(self._client, self._work):
                self._work[run.id].call_off()

    async def _perform(self, key: UUID) -> None:
        work = self._work[key]
        try:
            await work.done()
            run = await self._client.read_flow_run(key)
            await settle(self._client, run, called_off=work.called_off)
        except httpx.HTTPError as error:
            log.warning("run %s ended while the server was away: %r", key, error)
        finally:
            del self._work[key]
