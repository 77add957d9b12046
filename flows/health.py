"""Whether every part of a served ledger answers: what a monitor asks each minute."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort

from calendars.hours import is_open
from calendars.working_days import WorkingDays
from flows.program import program
from flows.workers import offered, online
from schemas import words
from schemas.escalation import WORKING_HOURS
from settings import Settings

_LATE = timedelta(minutes=40)
"""Within working hours a beat ends each ten minutes; four that did not are too many."""


class Check(NamedTuple):
    """One part: what it is, whether it is well, and what was seen."""

    part: str
    well: bool
    seen: str


def checks(settings: Settings, days: WorkingDays, now: datetime) -> list[Check]:
    """Look at Prefect, its messages, its workers and the last beat; nothing is changed.

    The environment is Prefect's already. Without a pool nobody asks for workers.
    """
    logging.getLogger("prefect").setLevel(logging.CRITICAL)
    return asyncio.run(_checks(settings, days, now))


async def _checks(settings: Settings, days: WorkingDays, now: datetime) -> list[Check]:
    found = [await _messages(settings)] if settings.redis else []
    async with get_client() as client:
        error = await client.api_healthcheck()
        if error is not None:
            said = f"{settings.ui_address} does not answer: {error!r}"
            return [*found, Check("prefect", well=False, seen=said)]
        found.append(Check("prefect", well=True, seen=settings.ui_address))
        look: list[tuple[str, Callable[[], Awaitable[Check]]]] = [
            ("beat", lambda: _beat(client, days, now))
        ]
        if settings.pool:
            look.insert(0, ("workers", lambda: _workers(client, settings.pool)))
        for part, ask in look:
            try:
                found.append(await ask())
            except httpx.HTTPError as failed:
                found.append(
                    Check(part, well=False, seen=f"cannot be told: {failed!r}")
                )
    return found


async def _messages(settings: Settings) -> Check:
    # Its client comes with Prefect and is needed here only. redis leaves types open.
    from redis.asyncio import Redis
    from redis.exceptions import RedisError

    server: Any = Redis.from_url(  # pyright: ignore[reportUnknownMemberType]
        settings.redis, socket_timeout=3, socket_connect_timeout=3
    )
    try:
        async with server:
            await server.ping()
    except (RedisError, OSError) as error:
        said = f"does not answer ({error}): Prefect takes no runs, beats wait for it"
        return Check("redis", well=False, seen=said)
    return Check("redis", well=True, seen="answers")


async def _workers(client: PrefectClient, pool: str) -> Check:
    there, wanted = sorted(await online(client, pool)), await offered(client)
    if wanted is None:
        said = "the server offers no shares: is it up with CAMPAIGN_POOL set?"
        return Check("workers", well=False, seen=said)
    if not there:
        said = f"none of pool {pool} is online: beats go on without them"
        return Check("workers", well=False, seen=said)
    if wanted != program():
        said = f"the server's program is {wanted}, this one {program()}"
        return Check("workers", well=False, seen=said)
    return Check("workers", well=True, seen=f"{', '.join(there)} ({wanted})")


async def _beat(client: PrefectClient, days: WorkingDays, now: datetime) -> Check:
    last = next(iter(await _last(client)), None)
    if last is None:
        return Check("beat", well=not _expected(days, now), seen="none has ended yet")
    ago = now - last
    well = ago < _LATE or not _expected(days, now)
    return Check(
        "beat", well, f"the last one ended {last.astimezone(now.tzinfo):%d/%m %H:%M}"
    )


async def _last(client: PrefectClient) -> Iterator[datetime]:
    named = FlowFilter(name=FlowFilterName(any_=[words.FLOWS["heartbeat"]]))
    done = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.COMPLETED]))
    runs = await client.read_flow_runs(
        flow_filter=named,
        flow_run_filter=FlowRunFilter(state=done),
        sort=FlowRunSort.END_TIME_DESC,
        limit=1,
    )
    return (run.end_time or datetime.min.replace(tzinfo=UTC) for run in runs)


def _expected(days: WorkingDays, now: datetime) -> bool:
    """Tell whether beats have been due for as long as one may be late."""
    return all(is_open(at, WORKING_HOURS, days) for at in (now, now - _LATE))
