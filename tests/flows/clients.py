"""A client of this process, at work with a Prefect server that a test has started."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from flows.environment import prefect_environment
from settings import Settings

T = TypeVar("T")


def work_with(settings: Settings, work: Callable[[Any], Awaitable[T]]) -> T:
    """Return what a client brings from the server of these settings."""
    from prefect.client.orchestration import get_client
    from prefect.settings import temporary_settings

    async def with_client() -> T:
        async with get_client() as client:
            return await work(client)

    environ = prefect_environment(settings)
    updates = {
        "api.url": environ["PREFECT_API_URL"],
        "api.auth_string": environ["PREFECT_API_AUTH_STRING"],
        "client.csrf_support_enabled": True,
    }
    with temporary_settings(updates):
        return asyncio.run(with_client())
