"""Take persons out of a run's parameters: their names lie in the ledger only."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TypeVar
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.runtime import flow_run
from pydantic import BaseModel

from flows.environment import prefect_home
from flows.here import settings_here
from flows.traces import erase_log

Filled = TypeVar("Filled", bound=BaseModel)

_PERSONAL = frozenset(
    {
        "address",
        "colleague",
        "colleague_post",
        "name",
        "signer",
        "post",
        "reason",
        "concerns",
        "source",
        "figures",
        "results",
        "explained",
    }
)
"""Fields of forms that say who somebody is, or may, for people write them freely."""


def without_persons(given: Filled) -> Filled:
    """Return a filled form with what says who somebody is left blank."""
    blank = _PERSONAL & type(given).model_fields.keys()
    return given.model_copy(update=dict.fromkeys(blank, ""))


@asynccontextmanager
async def forgetting(given: BaseModel) -> AsyncGenerator[None]:
    """Leave no person in the parameter `given` of this run, however the run ends.

    Prefect keeps parameters for as long as it keeps the run.
    """
    try:
        yield
    finally:
        if without_persons(given) != given:
            await forget(given)


async def forget(given: BaseModel) -> None:
    """Keep of this run's parameter `given` what names no person."""
    kept = {"given": without_persons(given).model_dump(mode="json")}
    async with get_client() as client:
        await client.update_flow_run(UUID(str(flow_run.get_id())), parameters=kept)
    await asyncio.to_thread(erase_log, prefect_home(settings_here()))
