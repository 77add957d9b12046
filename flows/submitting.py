"""Runs submitted by name, each key once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient


async def deployment_id(client: PrefectClient, name: str) -> UUID:
    """Return the id of the deployment called `flow/name`; ObjectNotFound if none is."""
    return (await client.read_deployment_by_name(name)).id


async def submit_once(
    client: PrefectClient,
    deployment: UUID,
    key: str,
    parameters: Mapping[str, Any],
    name: str | None = None,
    tags: frozenset[str] = frozenset(),
) -> UUID:
    """Submit the run that has this key, unless Prefect has it; return its id."""
    run = await client.create_flow_run_from_deployment(
        deployment,
        parameters=dict(parameters),
        idempotency_key=key,
        name=name,
        tags=tags,
    )
    return run.id
