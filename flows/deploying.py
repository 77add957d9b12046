"""Deployments as values: which flow, under which name, at which hours."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.exceptions import ObjectAlreadyExists
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.program import program
from schemas import words
from schemas.base import VN

REHEARSED = "rehearsal"
"""The tag of every run of a rehearsal."""


class Served(NamedTuple):
    """A flow as the runner serves it; `crons` are in the time of Vietnam.

    `limit` caps its runs at once and says what becomes of those beyond. With a `pool`
    its runs are taken by the workers of that pool, not by the runner.
    """

    flow: Flow[..., Any]
    name: str
    description: str = ""
    crons: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = MappingProxyType({})
    limit: ConcurrencyLimitConfig | None = None
    pool: str | None = None


def in_rehearsal(served: Served) -> Served:
    """Return the same whose runs are marked as those of a rehearsal."""
    return served._replace(tags=(*served.tags, REHEARSED))


WORKER_TYPE = "campaign"
"""The type of our work pool: only our own workers take from it."""


async def open_pool(client: PrefectClient, name: str) -> None:
    """Make the work pool unless Prefect has it."""
    try:
        await client.create_work_pool(WorkPoolCreate(name=name, type=WORKER_TYPE))
    except ObjectAlreadyExists:
        return


async def register(served: Served) -> UUID:
    """Make the deployment in Prefect what `served` says; return its id."""
    about = served.description or words.PURPOSES.get(served.name) or _asks(served.flow)
    deployment = await served.flow.ato_deployment(
        served.name,
        schedules=[Cron(cron, timezone=VN.key) for cron in served.crons],
        description=about or None,
        tags=list(served.tags),
        parameters=dict(served.parameters),
        concurrency_limit=served.limit,
        work_pool_name=served.pool,
        version=program(),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return await deployment.aapply()


def _asks(flow: Flow[..., Any]) -> str:
    """Return what the form of a flow says it is for, nothing where it has none.

    Prefect would show the docstring else.
    """
    asked = flow.parameters
    forms = (one["$ref"] for one in asked.properties.values() if "$ref" in one)
    names = (form.rpartition("/")[2] for form in forms)
    return next((asked.definitions[name]["description"] for name in names), "")
